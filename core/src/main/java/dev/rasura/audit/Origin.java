package dev.rasura.audit;

import org.jspecify.annotations.Nullable;

/**
 * Where an action came from. Address and user agent are personal data of the actor: the trail holds them only as
 * disclosures, which erasure deletes.
 *
 * @param address the network address of the caller
 * @param userAgent what the caller's software says of itself
 * @param traceId the trace that the action is part of (W3C Trace Context)
 * @param requestId the request's own id
 */
public record Origin(
        @Nullable String address,
        @Nullable String userAgent,
        @Nullable String traceId,
        @Nullable String requestId) {

    /** Nothing is known, or there is no caller. */
    public static final Origin NONE = new Origin(null, null, null, null);

    /** Without what is personal: trace and request only. */
    public Origin impersonal() {
        return address == null && userAgent == null ? this : new Origin(null, null, traceId, requestId);
    }

    /** Trace and request only: the rest is personal. */
    @Override
    public String toString() {
        return "Origin[traceId=" + traceId + ", requestId=" + requestId + "]";
    }
}
