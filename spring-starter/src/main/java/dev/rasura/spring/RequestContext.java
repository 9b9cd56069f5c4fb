package dev.rasura.spring;

import dev.rasura.audit.AuditContext;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Says on whose account, and why, a request works. A bean of this type has the last word on the {@link AuditContext} that is
 * open while the request is handled: it may name another actor, someone who is acted for, a purpose. Called once a request,
 * after authentication, outside any transaction, from many threads. A failure of it fails the request.
 */
@FunctionalInterface
public interface RequestContext {

    /**
     * @param proposed what is known without it: the user whom Spring Security or the server has authenticated, address, user
     *     agent, trace and request id
     */
    AuditContext of(HttpServletRequest request, AuditContext proposed);
}
