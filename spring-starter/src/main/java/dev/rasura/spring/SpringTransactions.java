package dev.rasura.spring;

import dev.rasura.spi.AmbientTransaction;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnitTransactionType;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Spring's word on whether this thread has a transaction of the factory. An entity manager that is merely open, as that of
 * a web request, is none.
 */
final class SpringTransactions implements AmbientTransaction {

    /** Spring binds what belongs to a factory under the bean, which is a proxy of the factory that Rasura knows. */
    private final EntityManagerFactory bean;

    SpringTransactions(EntityManagerFactory bean) {
        this.bean = bean;
    }

    @Override
    public boolean isActive(EntityManagerFactory factory) {
        if (bean.getTransactionType() == PersistenceUnitTransactionType.JTA) {
            return TransactionSynchronizationManager.isActualTransactionActive();
        }
        return inTransaction(bean) || inTransaction(factory);
    }

    private static boolean inTransaction(EntityManagerFactory key) {
        return TransactionSynchronizationManager.getResource(key) instanceof EntityManagerHolder holder
                && (holder.isSynchronizedWithTransaction()
                        || holder.getEntityManager().isJoinedToTransaction());
    }
}
