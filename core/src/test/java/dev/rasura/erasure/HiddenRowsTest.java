package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.OverwriteExpression;
import dev.rasura.spi.OverwriteStrategy;
import dev.rasura.spi.OverwriteTarget;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.DiscriminatorFormula;
import org.junit.jupiter.api.Test;

/** Rows that a statement would reach though they are others', or would not reach though they are the subject's. */
class HiddenRowsTest extends ErasureContract {

    @Entity(name = "Tenant")
    @Table(name = "tenant")
    @DataSubject
    static class Tenant {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Tenant() {}

        Tenant(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Complaint")
    @Table(name = "complaint")
    @OnErasure(RowAction.UNLINK)
    static class Complaint {
        @Id
        Long id;

        @ManyToOne
        Tenant tenant;

        @PersonalData(DataCategory.COMMUNICATION)
        String text;
    }

    private void assertRefused(
            List<String> scripts, DataMapCustomizer customizer, String message, Class<?>... entities) {
        assertRefused(family, scripts, customizer, message, entities);
    }

    static void assertRefused(
            DatabaseFamily family,
            List<String> scripts,
            DataMapCustomizer customizer,
            String message,
            Class<?>... entities) {
        assertThatThrownBy(() -> Population.of(family, Map.of(), scripts, customizer, entities)
                        .close())
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining(message);
    }

    @Entity(name = "Party")
    @Table(name = "party")
    @DiscriminatorFormula("case when name like '%Ltd' then 'C' else 'P' end")
    static class Party {
        @Id
        Long id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;
    }

    @Entity(name = "Human")
    @DiscriminatorValue("P")
    @DataSubject
    static class Human extends Party {}

    @Entity(name = "Agent")
    @Table(name = "agent")
    @DiscriminatorColumn(name = "kind")
    static class Agent {
        @Id
        Long id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;
    }

    @Entity(name = "AnyAgent")
    @DiscriminatorValue("not null")
    @DataSubject
    static class AnyAgent extends Agent {}

    @Test
    void kindsOfRowsThatNoStatementCanTellApartStopTheStart() {
        assertRefused(
                List.of(),
                map -> {},
                "Human: its rows are told from others of the table by a formula",
                Party.class,
                Human.class);
        assertRefused(
                List.of(),
                map -> {},
                "AnyAgent: its rows are told from others of the table by a formula, or by a discriminator that is null or"
                        + " any other value",
                Agent.class,
                AnyAgent.class);
    }

    @Entity(name = "House")
    @Table(name = "house")
    static class House {
        @Id
        Long id;

        @NotPersonal("whoever it is")
        @Column(name = "keeper_id", nullable = false)
        Long keeperId;
    }

    @Test
    void rowsOfOthersThatTheDatabaseWouldDeleteAlongStopTheStart() {
        String cascade = " foreign key (keeper_id) references tenant (id) on delete cascade";
        assertRefused(
                List.of("alter table house add constraint keeper" + cascade),
                map -> {},
                "House: rows that stay refer by [keeper_id] (NOT NULL) to rows of Tenant that are deleted",
                Tenant.class,
                House.class);
        assertRefused(
                List.of("create table shed (id bigint primary key, keeper_id bigint not null," + cascade + ")"),
                map -> map.table("shed").notPersonal("a shed"),
                "shed: rows that stay refer by [keeper_id] (NOT NULL) to rows of Tenant that are deleted",
                Tenant.class);
    }

    @Test
    void whatAnUnlinkedRowSaysOfThePersonStandsInThePlan() {
        Population p = population(Tenant.class, Complaint.class);
        Complaint complaint = new Complaint();
        complaint.id = 1L;
        complaint.tenant = new Tenant(1, "anna@a.example");
        complaint.text = "the roof leaks";
        p.save(complaint.tenant, complaint);
        assertThat(p.rasura().erasure().plan(SubjectRef.of(Tenant.class, 1)).remaining())
                .contains(new Remainder(
                        "complaint",
                        "text",
                        Remainder.Kind.KEPT,
                        "the row is merely unlinked, and keeps what it says"));
    }

    @Entity(name = "Rent")
    @Table(name = "rent")
    @OnErasure(RowAction.ANONYMISE)
    @Retain(ground = "tax", when = "statu = 'x'")
    @Retention(rule = "old rents", start = "since", period = "P1Y", when = "sinc > since")
    static class Rent {
        @Id
        Long id;

        @ManyToOne
        AnonymousTenant tenant;

        @NotPersonal
        LocalDate since;

        @PersonalData(value = DataCategory.OTHER, keepWhen = "paid and", reason = "debts")
        String note;

        @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.CUSTOM, custom = Misspelt.class)
        String account;
    }

    static class Misspelt implements OverwriteStrategy {
        @Override
        public String describe() {
            return "its last four characters";
        }

        @Override
        public Result result() {
            return Result.ANONYMISED;
        }

        @Override
        public Optional<String> refusal(OverwriteTarget target) {
            return Optional.empty();
        }

        @Override
        public Optional<OverwriteExpression> sql(OverwriteTarget target) {
            return Optional.of(
                    new OverwriteExpression("rihgt(" + target.sql() + ", 4)", target.sql() + " is not null"));
        }
    }

    @Entity(name = "AnonymousTenant")
    @Table(name = "anonymous_tenant")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class AnonymousTenant {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Test
    void sqlOfTheDevelopersThatTheDatabaseDoesNotUnderstandStopsTheStart() {
        assertThatThrownBy(() -> population(AnonymousTenant.class, Rent.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining(
                        "Rent: the condition of the ground 'tax' is no SQL that the database understands over"
                                + " the columns of rent (SQLSTATE 42")
                .hasMessageContaining("rent.note (Rent.note): its keepWhen is no SQL")
                .hasMessageContaining("Retention rule 'old rents' of Rent: its condition is no SQL")
                .hasMessageContaining("rent.account (Rent.account): what the strategy " + Misspelt.class.getName()
                        + " writes is no SQL");
    }
}
