package dev.rasura.spring;

import dev.rasura.audit.Origin;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Has each request recorded when it is answered, also what security denies, which never comes further. */
final class RequestAuditFilter extends OncePerRequestFilter {

    private final RequestRecord record;

    RequestAuditFilter(RequestRecord record) {
        this.record = record;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // Now, while this is the request's own thread, which knows the trace.
        Origin origin = Caller.origin(request);
        boolean ended = false;
        try {
            chain.doFilter(request, response);
            ended = true;
        } finally {
            if (!request.isAsyncStarted()) {
                record.answered(
                        request, origin, ended ? response.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            } else {
                request.getAsyncContext().addListener(new AtItsEnd(request, response, origin));
            }
        }
    }

    /** Has an asynchronous request recorded when it is over. */
    private final class AtItsEnd implements AsyncListener {

        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final Origin origin;

        AtItsEnd(HttpServletRequest request, HttpServletResponse response, Origin origin) {
            this.request = request;
            this.response = response;
            this.origin = origin;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            record.answered(request, origin, response.getStatus());
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
