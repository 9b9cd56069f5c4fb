package dev.rasura.spring;

import dev.rasura.audit.AuditContext;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/** Lets Micrometer's context propagation carry the {@link AuditContext} from thread to thread. */
final class AuditContextAccessor implements ThreadLocalAccessor<AuditContext> {

    private static final String KEY = AuditContext.class.getName();

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public @Nullable AuditContext getValue() {
        return AuditContext.opened().orElse(null);
    }

    @Override
    public void setValue(AuditContext context) {
        AuditContext.attach(context);
    }

    @Override
    public void setValue() {
        AuditContext.attach(null);
    }
}
