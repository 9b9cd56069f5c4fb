package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.ErasureRefusedException;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.Finding;
import dev.rasura.datamap.Overwrite;
import dev.rasura.erasure.LiveSchemaTest.Resident;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Tables of people in a schema that no mapped table lies in. */
class FarTablesTest extends ErasureContract {

    @Test
    void aTableInASchemaOfItsOwnIsFoundByItsForeignKey() {
        withDiary(p -> {
            Rasura rasura = Population.rasura(p.factory(), map -> {});
            assertThat(rasura.dataMap().findings()).singleElement().satisfies(f -> {
                assertThat(f.kind()).isEqualTo(Finding.Kind.UNMAPPED_TABLE);
                assertThat(f.table()).isEqualTo("far_away.diary");
                assertThat(f.cure()).contains("map.table(\"far_away.diary\").ownedBy(\"Resident\", \"resident_id\")");
            });
            assertThatThrownBy(() -> rasura.erasure().erase(SubjectRef.of(Resident.class, 1)))
                    .isInstanceOf(ErasureRefusedException.class)
                    .hasMessageContaining("far_away.diary (not mapped)");
        });
    }

    @Test
    void aTableInASchemaOfItsOwnIsErasedAsCodeSays() {
        DataMapCustomizer customizer = map -> map.table("far_away.diary")
                .ownedBy("Resident", "resident_id")
                .personal("note", DataCategory.FREE_TEXT, Overwrite.auto());
        withDiary(p -> {
            Rasura rasura = Population.rasura(p.factory(), customizer);
            rasura.dataMap().assertComplete();
            rasura.erasure().erase(SubjectRef.of(Resident.class, 1));
            assertThat(p.database().query(String.class, "select note from far_away.diary"))
                    .isEqualTo("his");
        });
    }

    @Test
    void aNameThatIsInTwoSchemasMustSayWhich() {
        DataMapCustomizer far = map -> map.table("far_away.diary")
                .ownedBy("Resident", "resident_id")
                .personal("note", DataCategory.FREE_TEXT, Overwrite.auto());
        withDiary(p -> {
            String own = p.database().schema();
            p.database()
                    .execute(
                            "create table diary (id bigint primary key, resident_id bigint references residents (id))");
            assertThatThrownBy(() -> Population.rasura(
                            p.factory(), map -> map.table("DIARY").notPersonal("weather")))
                    .isInstanceOf(DataMapException.class)
                    .hasMessageContaining("'DIARY', but there are several: [far_away.diary, " + own + ".diary]");
            Rasura rasura = Population.rasura(p.factory(), map -> {
                far.customize(map);
                map.table(own + ".diary").notPersonal("weather");
            });
            rasura.dataMap().assertComplete();
            p.database().execute("insert into diary values (1, 2)");
            rasura.erasure().erase(SubjectRef.of(Resident.class, 1));
            assertThat(p.database().query(String.class, "select note from far_away.diary"))
                    .isEqualTo("his");
            assertThat(p.database().count("diary")).isOne();
        });
    }

    private void withDiary(Consumer<Population> test) {
        boolean maria = family == DatabaseFamily.MARIADB;
        try (Population p = Population.of(family, Resident.class)) {
            p.database().execute(maria ? "drop schema if exists far_away" : "drop schema if exists far_away cascade");
            p.database().execute("create schema far_away");
            p.database()
                    .execute("create table far_away.diary (id bigint primary key, resident_id bigint references "
                            + p.database().schema() + ".residents (id), note varchar(100))");
            p.save(new Resident(1, "anna@a.example"), new Resident(2, "bert@b.example"));
            p.database().execute("insert into far_away.diary values (1, 1, 'hers'), (2, 2, 'his')");
            try {
                test.accept(p);
            } finally {
                p.database().execute("drop schema far_away" + (maria ? "" : " cascade"));
            }
        }
    }
}
