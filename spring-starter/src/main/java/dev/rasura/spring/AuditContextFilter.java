package dev.rasura.spring;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Opens the {@link AuditContext} of a request, within security, and closes it with the request. */
final class AuditContextFilter extends OncePerRequestFilter {

    private final RequestContext resolver;
    private final @Nullable SubjectResolver subjects;

    AuditContextFilter(RequestContext resolver, @Nullable SubjectResolver subjects) {
        this.resolver = resolver;
        this.subjects = subjects;
    }

    /** An asynchronous request goes on in another thread, which has no context yet. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        AuditContext proposed = new AuditContext(actor(request.getUserPrincipal()), null, null, Caller.origin(request));
        try (var scope = resolver.of(request, proposed).open()) {
            chain.doFilter(request, response);
        }
    }

    private Actor actor(@Nullable Principal user) {
        if (user == null) {
            return Actor.UNKNOWN;
        }
        return subjects == null
                ? Actor.user(user.getName())
                : subjects.resolve(user).map(Actor::of).orElseGet(() -> Actor.user(user.getName()));
    }
}
