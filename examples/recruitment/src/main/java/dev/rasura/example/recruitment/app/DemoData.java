package dev.rasura.example.recruitment.app;

import dev.rasura.example.recruitment.RecruitmentGenerator;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import org.hibernate.SessionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Fills an empty platform with invented people, before the first request is let in. */
@Component
class DemoData implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(DemoData.class);

    private final EntityManagerFactory factory;
    private final int people;

    DemoData(EntityManagerFactory factory, @Value("${recruitment.people}") int people) {
        this.factory = factory;
        this.people = people;
    }

    @Override
    public void afterSingletonsInstantiated() {
        long present = factory.callInTransaction(entityManager -> entityManager
                .createQuery("select count(u) from User u", Long.class)
                .getSingleResult());
        if (present > 0) {
            LOG.info("The platform has {} people already.", present);
            return;
        }
        new RecruitmentGenerator(Clock.systemUTC(), people).fill(factory.unwrap(SessionFactory.class));
        LOG.info("The platform is filled with {} invented people.", people);
    }
}
