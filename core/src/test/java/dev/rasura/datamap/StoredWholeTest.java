package dev.rasura.datamap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** What is said of a class of entities does not cover documents whose own classes call a part personal. */
class StoredWholeTest {

    static class Profile {
        @PersonalData(DataCategory.FULL_NAME)
        String name;
    }

    sealed interface Sealed permits One, Other {}

    record One(int number) implements Sealed {}

    record Other(@PersonalData(DataCategory.PHONE) String phone) implements Sealed {}

    @MappedSuperclass
    abstract static class Document<T> {
        @Id
        Long id;

        @JdbcTypeCode(SqlTypes.JSON)
        T content;
    }

    @Entity(name = "Sheet")
    @DataSubject
    @NotPersonal("of the house")
    static class Sheet extends Document<Profile> {
        @JdbcTypeCode(SqlTypes.JSON)
        List<? extends Profile> others;

        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, Sealed> parts;

        @JdbcTypeCode(SqlTypes.JSON)
        List<One> numbers;
    }

    @Test
    void byAVariableAWildcardAndThoseThatAreSealedIn() {
        assertThat(AtStart.map(Sheet.class).table("Sheet").orElseThrow().columns().stream()
                        .filter(c -> c.classification() == Classification.UNCLASSIFIED)
                        .map(MappedColumn::name))
                .containsExactlyInAnyOrder("content", "others", "parts");
    }
}
