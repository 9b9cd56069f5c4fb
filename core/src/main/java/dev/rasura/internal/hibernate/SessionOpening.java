package dev.rasura.internal.hibernate;

import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.jdbc.spi.PhysicalConnectionHandlingMode;
import org.hibernate.resource.transaction.internal.TransactionCoordinatorBuilderInitiator;
import org.hibernate.resource.transaction.spi.DdlTransactionIsolator;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorBuilder;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorOwner;
import org.hibernate.service.spi.ServiceContributor;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.tool.schema.internal.exec.JdbcContext;
import org.jspecify.annotations.Nullable;

/**
 * Hears of each session that is opened, found by Hibernate through the service loader: every session, also a stateless one,
 * asks once for its transaction coordinator. Which coordinator that is stays as configured.
 */
public final class SessionOpening
        implements ServiceContributor, StandardServiceInitiator<TransactionCoordinatorBuilder> {

    @Override
    public void contribute(StandardServiceRegistryBuilder builder) {
        builder.addInitiator(this);
    }

    @Override
    public Class<TransactionCoordinatorBuilder> getServiceInitiated() {
        return TransactionCoordinatorBuilder.class;
    }

    @Override
    public @Nullable TransactionCoordinatorBuilder initiateService(
            Map<String, Object> settings, ServiceRegistryImplementor registry) {
        TransactionCoordinatorBuilder configured =
                TransactionCoordinatorBuilderInitiator.INSTANCE.initiateService(settings, registry);
        return configured == null ? null : new Telling(configured);
    }

    private record Telling(TransactionCoordinatorBuilder configured) implements TransactionCoordinatorBuilder {

        private static final long serialVersionUID = 1L;

        @Override
        public TransactionCoordinator buildTransactionCoordinator(TransactionCoordinatorOwner owner, Options options) {
            if (options instanceof SharedSessionContractImplementor session) {
                ObservedFactory.opened(session);
            }
            return configured.buildTransactionCoordinator(owner, options);
        }

        @Override
        public boolean isJta() {
            return configured.isJta();
        }

        @Override
        public PhysicalConnectionHandlingMode getDefaultConnectionHandlingMode() {
            return configured.getDefaultConnectionHandlingMode();
        }

        @Override
        public DdlTransactionIsolator buildDdlTransactionIsolator(JdbcContext context) {
            return configured.buildDdlTransactionIsolator(context);
        }
    }
}
