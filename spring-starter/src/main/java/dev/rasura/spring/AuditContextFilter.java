package dev.rasura.spring;

import dev.rasura.audit.AuditContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/** Opens the {@link AuditContext} of a request, within security, and closes it with the request. */
final class AuditContextFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = AuditContextFilter.class.getName() + ".context";

    private final RequestContext resolver;
    private final KnownActors actors;

    AuditContextFilter(RequestContext resolver, KnownActors actors) {
        this.resolver = resolver;
        this.actors = actors;
    }

    /** The context that was open while the request was handled, if it came so far. */
    static @Nullable AuditContext of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof AuditContext context ? context : null;
    }

    /** An asynchronous request goes on in another thread, which has no context yet. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        AuditContext proposed =
                new AuditContext(actors.of(request.getUserPrincipal()), null, null, Caller.origin(request));
        AuditContext context = resolver.of(request, proposed);
        request.setAttribute(ATTRIBUTE, context);
        WebAsyncUtils.getAsyncManager(request).registerCallableInterceptor(ATTRIBUTE, new InAnotherThread(context));
        try (var scope = context.open()) {
            chain.doFilter(request, response);
        }
    }

    /** Opens the context where a {@code Callable} or a streamed body of the request is worked off. */
    private static final class InAnotherThread implements CallableProcessingInterceptor {

        private final AuditContext context;
        private AuditContext.@Nullable Scope scope;

        InAnotherThread(AuditContext context) {
            this.context = context;
        }

        @Override
        public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
            scope = context.open();
        }

        @Override
        public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object result) {
            if (scope != null) {
                scope.close();
                scope = null;
            }
        }
    }
}
