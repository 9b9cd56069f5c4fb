package dev.rasura.datamap;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A table that one mapping names with its schema, and another without. */
class TablesOfTwoNamesTest {

    @Entity(name = "Member")
    @Table(name = "member", schema = "PUBLIC")
    @DataSubject
    static class Member {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    /** As a module has it that may not know the other's class. */
    @Entity(name = "MemberKey")
    @Table(name = "member")
    static class MemberKey {
        @Id
        Long id;
    }

    @Entity(name = "Vote")
    @Table(name = "vote")
    static class Vote {
        @Id
        Long id;

        @ManyToOne
        MemberKey member;

        String reasons;
    }

    private static final List<String> SCRIPTS = List.of(
            "create table member (id bigint primary key, email varchar(100))",
            "create table vote (id bigint primary key, member_id bigint references member (id), reasons varchar(100))");

    private static Population open(Map<String, Object> settings) {
        return Population.of(
                DatabaseFamily.H2, settings, SCRIPTS, map -> {}, Member.class, MemberKey.class, Vote.class);
    }

    @Test
    void isRefusedAsRowsThatReferToTheOneNameWouldBeNobodys() {
        assertThatThrownBy(() -> open(Map.of("hibernate.hbm2ddl.auto", "none")).close())
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("table member is mapped as PUBLIC.member and as member")
                .hasMessageContaining("Name its schema alike");
    }

    @Test
    void isOneTableWhereTheConfigurationNamesTheSameSchema() {
        open(Map.of("hibernate.hbm2ddl.auto", "none", "hibernate.default_schema", "PUBLIC"))
                .close();
    }
}
