package dev.rasura.spring;

import dev.rasura.RasuraException;
import dev.rasura.audit.AuditContext;
import dev.rasura.export.ExportFormat;
import dev.rasura.export.Exports;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Hands the caller what is held about them (GDPR Art. 15, 20), as a ZIP that is streamed by the request's own thread: an
 * asynchronous one would lose the audit context, and run into the server's asynchronous time-out.
 */
@RestController
@RequestMapping("${rasura.web.base-path:/users/me}")
final class ExportEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura.web");

    private final Exports exports;
    private final SubjectResolver resolver;

    ExportEndpoint(Exports exports, SubjectResolver resolver) {
        this.exports = exports;
        this.resolver = resolver;
    }

    @GetMapping("/data-export")
    void export(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller = Caller.of(request, resolver);
        describe(caller, response);
        try (AuditContext.Scope scope =
                caller.context("Request of the data subject (Art. 15, 20)").open()) {
            exports.write(caller.subject(), ExportFormat.ZIP, response.getOutputStream());
        } catch (RuntimeException e) {
            if (!response.isCommitted()) {
                response.reset();
                throw e;
            }
            if (connectionIsGone(e)) {
                LOG.info("A data subject's download ended early: the connection is gone.");
            } else {
                LOG.error(
                        "An export failed after its first byte, and the connection is aborted: {}",
                        e instanceof RasuraException
                                ? e.getMessage()
                                : e.getClass().getName());
            }
            throw new CutOffException();
        }
    }

    private static boolean connectionIsGone(RuntimeException failure) {
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(IOException.class::isInstance);
    }

    /** Without it HEAD would run the export, record it, and throw it away. */
    @RequestMapping(path = "/data-export", method = RequestMethod.HEAD)
    void head(HttpServletRequest request, HttpServletResponse response) {
        describe(Caller.of(request, resolver), response);
    }

    private static void describe(Caller caller, HttpServletResponse response) {
        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(fileName(caller.subject().id()), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    /** The key may be a text of anyone's choosing, so only what every file system takes remains of it. */
    static String fileName(String id) {
        String plain = id.replaceAll("[^\\p{L}\\p{N}._-]", "_");
        return "user_data_" + (plain.length() > 100 ? plain.substring(0, 100) : plain) + ".zip";
    }

    /**
     * Makes the server close the connection, so that nobody takes half a file for a whole one. Has no cause, whose message
     * may quote a row. Not to be called Aborted: Spring MVC takes an exception of that name for a client that has gone,
     * and ends the answer as if it were whole.
     */
    static final class CutOffException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CutOffException() {
            super("The export failed after its first byte.", null, false, false);
        }
    }
}
