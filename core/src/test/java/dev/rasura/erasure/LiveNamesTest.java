package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.Finding;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names that differ only in case: a mapping that does not quote means the one that the database folds it to. */
class LiveNamesTest extends ErasureContract {

    @Entity(name = "Member")
    @Table(name = "Member")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Member {
        @Id
        Long id;

        @Column(name = "Email")
        @PersonalData(DataCategory.EMAIL)
        String email;

        Member() {}

        Member(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    private Population open(List<String> scripts, DataMapCustomizer customizer) {
        return Population.of(family, Map.of(), scripts, customizer, Member.class);
    }

    private String quoted(String name) {
        return family == DatabaseFamily.MARIADB ? "`" + name + "`" : "\"" + name + "\"";
    }

    /** The other spelling of a folded name: the mapping's own, but on MariaDB, which folds none. */
    private String twin() {
        return quoted(family == DatabaseFamily.MARIADB ? "member" : "Member");
    }

    @Test
    void theTableIsTheOneThatTheDatabaseFoldsTheNameTo() {
        List<String> scripts = List.of(
                "alter table Member add column secret_note varchar(100)",
                "create table " + twin() + " (id bigint primary key, email varchar(255))");
        try (Population p = open(scripts, map -> {})) {
            assertThat(p.rasura().dataMap().findings())
                    .extracting(Finding::kind, Finding::place)
                    .containsExactly(tuple(Finding.Kind.UNMAPPED_COLUMN, "Member.secret_note"));
        }
    }

    @Test
    void aTableWhoseNameIsAnothersButForQuotesIsNamedWithThem() {
        List<String> scripts = List.of("create table " + twin()
                + " (id bigint primary key, member_id bigint references Member (id), note varchar(100))");
        String name = family == DatabaseFamily.MARIADB ? "member" : twin();
        try (Population p = open(scripts, map -> {})) {
            assertThat(p.rasura().dataMap().findings())
                    .extracting(Finding::kind, Finding::table)
                    .containsExactly(tuple(Finding.Kind.UNMAPPED_TABLE, name));
        }
        DataMapCustomizer customizer = map -> map.table(name)
                .ownedBy("Member", "member_id")
                .personal("note", DataCategory.FREE_TEXT, Overwrite.auto());
        try (Population p = open(scripts, customizer)) {
            p.save(new Member(1, "anna@a.example"), new Member(2, "bert@b.example"));
            p.database().execute("insert into " + twin() + " values (1, 1, 'hers'), (2, 2, 'his')");
            assertThat(eraseWithoutResidue(p, Member.class, 1).came()).hasSize(1);
            assertThat(p.database().query(String.class, "select note from " + twin()))
                    .isEqualTo("his");
        }
    }

    @Test
    void theColumnIsTheOneThatTheDatabaseFoldsTheNameTo() {
        if (family == DatabaseFamily.MARIADB) {
            // No two columns of a table differ in case alone.
            return;
        }
        String twin = "\"Email\"";
        List<String> scripts = List.of(
                "alter table Member alter column email set not null",
                "alter table Member add column " + twin + " varchar(100)");
        try (Population p = open(scripts, map -> {})) {
            assertThat(p.rasura().dataMap().findings())
                    .extracting(Finding::kind, Finding::place)
                    .containsExactly(
                            tuple(Finding.Kind.UNMAPPED_COLUMN, "Member." + twin),
                            tuple(Finding.Kind.STRICTER_COLUMN, "Member.Email"));
            assertThat(p.rasura().dataMap().unclassified()).containsExactly("Member." + twin);
        }
        DataMapCustomizer customizer =
                map -> map.table("Member").personal(twin, DataCategory.EMAIL, Overwrite.withToken());
        try (Population p = open(scripts, customizer)) {
            p.save(new Member(1, "anna@a.example"), new Member(2, "bert@b.example"));
            p.database().execute("update Member set " + twin + " = 'old@a.example' where id = 1");
            eraseWithoutResidue(p, Member.class, 1);
            assertThat(p.database().count("Member where " + twin + " = 'old@a.example'"))
                    .isZero();
        }
    }
}
