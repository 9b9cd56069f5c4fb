package dev.rasura.datamap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Rows that are retained longer than those by which they are somebody's are somebody's no more: the map says so. */
class KeptAloneTest {

    @Entity(name = "Client")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Client {
        @Id
        Long id;
    }

    @Entity(name = "Deal")
    @Retain(ground = "open", when = "open = true")
    static class Deal {
        @Id
        Long id;

        @ManyToOne
        Client client;

        @NotPersonal
        boolean open;
    }

    @Entity(name = "Paper")
    @Retain(ground = "in court", when = "disputed = true")
    static class Paper {
        @Id
        Long id;

        @ManyToOne
        Deal deal;

        @NotPersonal
        boolean disputed;
    }

    @Entity(name = "DatedPaper")
    @Retain(ground = "in court", when = "disputed = true")
    @Retention(rule = "papers", start = "written", period = "P10Y")
    static class DatedPaper {
        @Id
        Long id;

        @ManyToOne
        Deal deal;

        @NotPersonal
        boolean disputed;

        @NotPersonal
        LocalDate written;
    }

    @Test
    void rowsThatMayOutliveWhatTheyAreFoundThroughAreNotedUnlessARuleReachesThem() {
        try (Population p = Population.of(DatabaseFamily.H2, Client.class, Deal.class, Paper.class, DatedPaper.class)) {
            assertThat(p.rasura().dataMap().notes())
                    .singleElement()
                    .asString()
                    .startsWith("Paper: rows that are retained (in court) longer than those of Deal let go of these")
                    .endsWith("Retain Deal as long, or give Paper a retention rule");
        }
    }
}
