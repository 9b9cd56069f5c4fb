package dev.rasura.spring;

import static net.logstash.logback.argument.StructuredArguments.kv;

import dev.rasura.audit.Outcome;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Writes each request by a known user to the audit stream: who, what, on which route, from where, and how it ended. The
 * user's name and address are personal, and the reason why there is such a stream; they are fields of the JSON line and
 * never part of a message that another appender would format. Paths, query strings, headers and bodies are not written.
 *
 * <p>Nothing here may fail a request, or the answer to one.
 */
final class RequestAuditFilter extends OncePerRequestFilter {

    private static final Logger STREAM = LoggerFactory.getLogger("dev.rasura.audit.request");
    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura.web");

    private final Routes routes;

    RequestAuditFilter(Routes routes) {
        this.routes = routes;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean ended = false;
        try {
            chain.doFilter(request, response);
            ended = true;
        } finally {
            if (!request.isAsyncStarted()) {
                write(request, ended ? response.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            } else {
                request.getAsyncContext().addListener(new AtItsEnd(request, response));
            }
        }
    }

    private void write(HttpServletRequest request, int status) {
        try {
            String user = KnownUser.of(request);
            if (user == null) {
                return;
            }
            STREAM.info(
                    "request",
                    kv("type", "http.request"),
                    kv("user", PlainText.of(user)),
                    kv("action", PlainText.of(request.getMethod())),
                    kv("resource", routes.of(request)),
                    kv("address", PlainText.of(request.getRemoteAddr())),
                    kv("status", status),
                    kv("outcome", outcome(status)),
                    kv("requestId", RequestIds.of(request)));
        } catch (RuntimeException e) {
            LOG.error(
                    "A request could not be written to the audit stream because of {}.",
                    e.getClass().getName());
        }
    }

    private static Outcome outcome(int status) {
        if (status == HttpServletResponse.SC_UNAUTHORIZED || status == HttpServletResponse.SC_FORBIDDEN) {
            return Outcome.DENIED;
        }
        return status < HttpServletResponse.SC_BAD_REQUEST ? Outcome.SUCCESS : Outcome.FAILURE;
    }

    /** Writes the line when an asynchronous request is over. */
    private final class AtItsEnd implements AsyncListener {

        private final HttpServletRequest request;
        private final HttpServletResponse response;

        AtItsEnd(HttpServletRequest request, HttpServletResponse response) {
            this.request = request;
            this.response = response;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            write(request, response.getStatus());
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // onComplete follows
        }

        @Override
        public void onError(AsyncEvent event) {
            // onComplete follows
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
