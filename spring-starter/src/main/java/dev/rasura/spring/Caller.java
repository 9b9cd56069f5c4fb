package dev.rasura.spring;

import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The data subject who calls.
 *
 * @param subject who it is
 * @param origin where the call came from
 */
record Caller(SubjectRef subject, Origin origin) {

    private static final int LONGEST_USER_AGENT = 512;

    /**
     * @throws NotAuthenticatedException if nobody is logged in
     * @throws NoSubjectException if whoever is logged in is no data subject
     */
    static Caller of(HttpServletRequest request, SubjectResolver resolver) {
        Principal user = request.getUserPrincipal();
        if (user == null) {
            throw new NotAuthenticatedException();
        }
        SubjectRef subject = resolver.resolve(user).orElseThrow(NoSubjectException::new);
        return new Caller(subject, origin(request));
    }

    /** Where the request came from. */
    static Origin origin(HttpServletRequest request) {
        return new Origin(
                request.getRemoteAddr(),
                shortened(request.getHeader("User-Agent")),
                MDC.get("traceId"),
                RequestIds.of(request));
    }

    private static @Nullable String shortened(@Nullable String userAgent) {
        return userAgent == null || userAgent.length() <= LONGEST_USER_AGENT
                ? userAgent
                : userAgent.substring(0, LONGEST_USER_AGENT);
    }

    /** The subject acts for itself. */
    AuditContext context(String purpose) {
        return new AuditContext(Actor.of(subject), purpose, null, origin);
    }

    /** Nobody is logged in. */
    static final class NotAuthenticatedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Whoever is logged in is no data subject. */
    static final class NoSubjectException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
