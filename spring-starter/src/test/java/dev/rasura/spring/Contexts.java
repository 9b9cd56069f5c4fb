package dev.rasura.spring;

import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import jakarta.persistence.EntityManagerFactory;
import java.util.UUID;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

/** Applications with one kind of person, on a database of their own. */
final class Contexts {

    private Contexts() {}

    /** Everything but the secrets. */
    static <R extends AbstractApplicationContextRunner<R, ?, ?>> R withoutKeys(R runner) {
        return runner.withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        HibernateJpaAutoConfiguration.class,
                        TransactionAutoConfiguration.class,
                        RasuraAutoConfiguration.class))
                .withUserConfiguration(Members.class)
                .withPropertyValues(
                        "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "spring.jpa.hibernate.ddl-auto=create-drop");
    }

    static <R extends AbstractApplicationContextRunner<R, ?, ?>> R complete(R runner) {
        return withoutKeys(runner).withBean(KeyProvider.class, () -> KeyFile.ephemeral("example.com/test"));
    }

    static void join(BeanFactory context, long id, String email) {
        context.getBean(EntityManagerFactory.class)
                .runInTransaction(entityManager -> entityManager.persist(new Member(id, email)));
    }

    static String emailOf(BeanFactory context, long id) {
        return context.getBean(EntityManagerFactory.class)
                .callInTransaction(entityManager -> entityManager.find(Member.class, id).email);
    }

    @EntityScan(basePackageClasses = Member.class)
    static class Members {}
}
