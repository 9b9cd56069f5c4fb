package dev.rasura.erasure;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;

/** People in the second-level cache and in that of queries, their posts, and rows that name them by a copied value. */
final class CachedPeople {

    private CachedPeople() {}

    static Population of(DatabaseFamily family) {
        return Population.of(
                family,
                Map.of(
                        "hibernate.cache.region.factory_class",
                        "jcache",
                        "hibernate.javax.cache.missing_cache_strategy",
                        "create",
                        "hibernate.cache.use_second_level_cache",
                        true,
                        "hibernate.cache.use_query_cache",
                        true),
                List.of(),
                map -> {},
                Person.class,
                Topic.class,
                Post.class,
                Letter.class,
                Page.class,
                Visit.class);
    }

    @Entity(name = "Person")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE, region = "person")
    @NaturalIdCache(region = "person-by-email")
    static class Person {
        @Id
        Long id;

        @NaturalId(mutable = true)
        @PersonalData(DataCategory.EMAIL)
        String email;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        Person() {}

        Person(long id, String name) {
            this.id = id;
            this.name = name + " Example";
            this.email = name + "@p.example";
        }
    }

    @Entity(name = "Thread")
    @OnErasure(RowAction.ANONYMISE)
    static class Topic {
        @Id
        Long id;

        @ManyToOne
        Person person;

        Topic() {}

        Topic(long id, Person person) {
            this.id = id;
            this.person = person;
        }
    }

    @Entity(name = "Post")
    static class Post {
        @Id
        Long id;

        @ManyToOne
        Topic topic;
    }

    @Entity(name = "Letter")
    @SubjectPath("recipient")
    static class Letter {
        @Id
        Long id;

        @SoftReference(to = Person.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        String recipient;
    }

    @Entity(name = "Page")
    static class Page {
        @Id
        Long id;

        @ManyToOne
        Letter letter;
    }

    @Entity(name = "Visit")
    static class Visit {
        @Id
        Long id;

        @NotPersonal
        @SoftReference(to = Person.class)
        Long personId;
    }
}
