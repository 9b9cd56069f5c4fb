package dev.rasura.spring;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.GenericFilterBean;

/**
 * Leaves on the request who the user is, from a place where that is known, for {@link RequestAuditFilter}, which stands
 * outside so that it also sees what security denies.
 */
final class KnownUser extends GenericFilterBean {

    private static final String ATTRIBUTE = KnownUser.class.getName();

    static @Nullable Principal of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Principal user ? user : request.getUserPrincipal();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && http.getUserPrincipal() != null) {
            request.setAttribute(ATTRIBUTE, http.getUserPrincipal());
        }
        chain.doFilter(request, response);
    }
}
