package dev.rasura.erasure;

import static dev.rasura.internal.sql.DatabaseFamily.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Foreign keys between columns whose type takes different texts for equal. */
class CitextKeysTest {

    @Entity(name = "Handle")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Handle {
        @Id
        @NotPersonal
        String name;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Post")
    static class Post {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(name = "handle")
        Handle handle;
    }

    @Test
    void aForeignKeyIsFollowedAsTheDatabaseHasIt() {
        List<String> scripts = List.of(
                "create extension if not exists citext",
                "do $$ declare c text; begin select conname into c from pg_constraint where contype = 'f' and conrelid = 'post'::regclass;"
                        + " execute 'alter table post drop constraint ' || c; end $$",
                "alter table handle alter column name type citext",
                "alter table post alter column handle type citext",
                "alter table post add foreign key (handle) references handle");
        try (Population p = Population.of(POSTGRESQL, Map.of(), scripts, map -> {}, Handle.class, Post.class)) {
            p.database().execute("insert into handle (name, email) values ('anna', 'anna@a.example')");
            p.database().execute("insert into post (id, handle) values (1, 'anna'), (2, 'ANNA')");
            p.rasura().erasure().erase(SubjectRef.of("Handle", "anna"));
            assertThat(p.database().count("Post")).isZero();
        }
    }
}
