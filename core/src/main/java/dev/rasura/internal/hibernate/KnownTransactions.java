package dev.rasura.internal.hibernate;

import dev.rasura.spi.AmbientTransaction;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import org.hibernate.HibernateException;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.transaction.jta.platform.spi.JtaPlatform;

/** What Hibernate itself can tell of transactions on this thread: JTA's, and that of its current session. */
public final class KnownTransactions implements AmbientTransaction {

    @Override
    public boolean isActive(EntityManagerFactory factory) {
        SessionFactoryImplementor implementor = factory.unwrap(SessionFactoryImplementor.class);
        return jta(implementor) || current(implementor);
    }

    private static boolean jta(SessionFactoryImplementor factory) {
        if (!factory.getSessionFactoryOptions().isJtaTransactionAccessEnabled()) {
            return false;
        }
        JtaPlatform platform = factory.getServiceRegistry().getService(JtaPlatform.class);
        try {
            return platform != null
                    && platform.retrieveTransactionManager() != null
                    && platform.getCurrentStatus() != Status.STATUS_NO_TRANSACTION;
        } catch (SystemException | HibernateException e) {
            return false;
        }
    }

    private static boolean current(SessionFactory factory) {
        try {
            return factory.getCurrentSession().getTransaction().isActive();
        } catch (HibernateException e) {
            // No current session is configured, or none is bound: nothing is known, so nothing is refused.
            return false;
        }
    }
}
