package dev.rasura.spring;

import dev.rasura.ErasureRefusedException;
import dev.rasura.RasuraException;
import dev.rasura.SubjectNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What goes wrong at the endpoints, as problem details (RFC 9457) that tell a caller nothing of rows, columns or others. */
@RestControllerAdvice(assignableTypes = {ExportEndpoint.class, ErasureEndpoint.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura.web");

    @ExceptionHandler
    ProblemDetail handle(Caller.NotAuthenticatedException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNAUTHORIZED, "Log in first.");
    }

    @ExceptionHandler
    ProblemDetail handle(Caller.NoSubjectException e) {
        return nobody();
    }

    @ExceptionHandler
    ProblemDetail handle(SubjectNotFoundException e) {
        return nobody();
    }

    @ExceptionHandler
    ProblemDetail handle(ErasureRefusedException e) {
        LOG.error("An erasure that a data subject asked for was refused: {}", e.getMessage());
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT,
                "The erasure was refused and nothing was changed. It needs a person to look at it.");
    }

    @ExceptionHandler
    ProblemDetail handle(RasuraException e) {
        LOG.error("A request of a data subject failed: {}", e.getMessage());
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "The request failed and nothing was changed. Try again later.");
    }

    private static ProblemDetail nobody() {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "No personal data belongs to this account.");
    }
}
