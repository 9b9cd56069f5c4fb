package dev.rasura.spring;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.Origin;
import dev.rasura.audit.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records how a request was answered: who, what, on which route, from where. Paths, query strings, headers and bodies are
 * not recorded. Nothing here may fail a request, or the answer to one.
 */
final class RequestRecord {

    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura.web");

    /** What a caller sends instead is its own text, and sealed text is for good. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private final AuditTrail trail;
    private final Routes routes;
    private final KnownActors actors;
    private final StrangersLimit strangers;
    private final boolean takesRequests;

    /** @param takesRequests whether events of type {@code http.request} have a place to go */
    RequestRecord(
            AuditTrail trail, Routes routes, KnownActors actors, StrangersLimit strangers, boolean takesRequests) {
        this.trail = trail;
        this.routes = routes;
        this.actors = actors;
        this.strangers = strangers;
        this.takesRequests = takesRequests;
    }

    /** The request was answered. Never throws. */
    void answered(HttpServletRequest request, Origin origin, int status) {
        try {
            AuditContext context = context(request, origin);
            if (!context.actor().equals(Actor.UNKNOWN)) {
                record(type(status), context, request, status, 0);
            } else if (outcome(status) == Outcome.DENIED || status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
                ofAStranger(context, request, status);
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "A request could not be recorded because of {}.",
                    e.getClass().getName());
        }
    }

    /** Whoever is not logged in must not be able to fill the trail. */
    private void ofAStranger(AuditContext context, HttpServletRequest request, int status) {
        StrangersLimit.Turn turn = strangers.next();
        record(turn.admitted() ? type(status) : EventCatalogue.HTTP_REQUEST, context, request, status, turn.before());
    }

    private AuditContext context(HttpServletRequest request, Origin origin) {
        AuditContext handled = AuditContextFilter.of(request);
        return handled != null ? handled : new AuditContext(actor(KnownUser.of(request)), null, null, origin);
    }

    private Actor actor(@Nullable Principal user) {
        try {
            return actors.of(user);
        } catch (RuntimeException e) {
            // The resolver asks the database, perhaps, and that may be why the request failed.
            return new KnownActors(null).of(user);
        }
    }

    private void record(String type, AuditContext context, HttpServletRequest request, int status, long unrecorded) {
        if (type.equals(EventCatalogue.HTTP_REQUEST) && !takesRequests) {
            return;
        }
        AuditEvent.Builder event = context.event(type, null)
                .action(METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER")
                .entity(routes.of(request))
                .fact("status", status);
        switch (outcome(status)) {
            case SUCCESS -> {}
            case DENIED -> event.denied("status " + status);
            case FAILURE -> event.failed("status " + status);
        }
        if (unrecorded > 0) {
            event.fact("unrecorded", unrecorded);
        }
        trail.record(event.build());
    }

    private static String type(int status) {
        return switch (outcome(status)) {
            case SUCCESS -> EventCatalogue.HTTP_REQUEST;
            case DENIED -> EventCatalogue.HTTP_DENIED;
            case FAILURE -> EventCatalogue.HTTP_FAILED;
        };
    }

    private static Outcome outcome(int status) {
        if (status == HttpServletResponse.SC_UNAUTHORIZED || status == HttpServletResponse.SC_FORBIDDEN) {
            return Outcome.DENIED;
        }
        return status < HttpServletResponse.SC_BAD_REQUEST ? Outcome.SUCCESS : Outcome.FAILURE;
    }
}
