package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.datamap.Ownership;
import dev.rasura.export.ExportFormat;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToOne;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminator;
import org.hibernate.annotations.AnyDiscriminatorImplicitValues;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.ManyToAny;
import org.junit.jupiter.api.Test;

/** Associations that may lead to any of several entities. */
class AnyTest extends ErasureContract {

    @Entity(name = "Citizen")
    @DataSubject
    static class Citizen {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Citizen() {}

        Citizen(long id) {
            this.id = id;
            this.email = "citizen" + id + "@a.example";
        }
    }

    @Entity(name = "Permit")
    static class Permit {
        @Id
        Long id;

        @ManyToOne
        Citizen holder;

        Permit() {}

        Permit(long id, Citizen holder) {
            this.id = id;
            this.holder = holder;
        }
    }

    @Entity(name = "Road")
    @NotPersonal
    static class Road {
        @Id
        Long id;

        Road() {}

        Road(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Remark")
    static class Remark {
        @Id
        Long id;

        @Any
        @AnyDiscriminator(DiscriminatorType.STRING)
        @AnyDiscriminatorValue(discriminator = "C", entity = Citizen.class)
        @AnyDiscriminatorValue(discriminator = "P", entity = Permit.class)
        @AnyDiscriminatorValue(discriminator = "R", entity = Road.class)
        @AnyKeyJavaClass(Long.class)
        @Column(name = "about_kind")
        @JoinColumn(name = "about_id")
        Object about;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        Remark() {}

        Remark(long id, Object about) {
            this.id = id;
            this.about = about;
            this.text = "remark " + id;
        }
    }

    @Entity(name = "Folder")
    @NotPersonal
    static class Folder {
        @Id
        Long id;

        @ManyToAny
        @AnyDiscriminator(DiscriminatorType.INTEGER)
        @AnyDiscriminatorValue(discriminator = "1", entity = Citizen.class)
        @AnyDiscriminatorValue(discriminator = "2", entity = Road.class)
        @AnyKeyJavaClass(Long.class)
        @Column(name = "kind")
        @JoinTable(
                name = "folder_item",
                joinColumns = @JoinColumn(name = "folder_id"),
                inverseJoinColumns = @JoinColumn(name = "item_id"))
        Set<Object> items = new HashSet<>();
    }

    @Entity(name = "Tag")
    @OnErasure(RowAction.UNLINK)
    static class Tag {
        @Id
        Long id;

        @Any
        @AnyDiscriminatorImplicitValues(AnyDiscriminatorImplicitValues.Strategy.SHORT_NAME)
        @AnyKeyJavaClass(Long.class)
        @Column(name = "on_kind")
        @JoinColumn(name = "on_id")
        Object on;

        Tag() {}

        Tag(long id, Object on) {
            this.id = id;
            this.on = on;
        }
    }

    private static final Class<?>[] TOWN = {
        Citizen.class, Permit.class, Road.class, Remark.class, Folder.class, Tag.class
    };

    @Test
    void rowsOfWhateverKindAndKeyAreFollowedAndOthersWithTheSameKeyAreNot() {
        Population p = population(TOWN);
        Citizen anna = new Citizen(1);
        Citizen bert = new Citizen(2);
        Permit hers = new Permit(2, anna);
        Permit his = new Permit(1, bert);
        Road road = new Road(1);
        Folder folder = new Folder();
        folder.id = 1L;
        folder.items.add(anna);
        folder.items.add(bert);
        folder.items.add(road);
        p.save(anna, bert, hers, his, road, folder);
        p.save(
                new Remark(1, anna),
                new Remark(2, hers),
                new Remark(3, his),
                new Remark(4, road),
                new Remark(5, bert),
                new Remark(6, null));
        p.save(new Tag(1, anna), new Tag(2, road), new Tag(3, hers));

        assertThat(p.rasura().dataMap().table("Remark").orElseThrow().owners())
                .containsExactlyInAnyOrder(
                        new Ownership("Citizen", "about", RowAction.DELETE),
                        new Ownership("Citizen", "about.holder", RowAction.DELETE));
        assertThat(p.rasura().dataMap().unclassified()).isEmpty();

        Erased erased = eraseWithoutResidue(p, Citizen.class, 1);

        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "citizen{email=citizen1@a.example, id=1}",
                        "folder_item{folder_id=1, item_id=1, kind=1}",
                        "permit{holder_id=1, id=2}",
                        "remark{about_id=1, about_kind=C, id=1, text=remark 1}",
                        "remark{about_id=2, about_kind=P, id=2, text=remark 2}",
                        "tag{id=1, on_id=1, on_kind=Citizen}",
                        "tag{id=3, on_id=2, on_kind=Permit}");
        assertThat(erased.came()).containsExactlyInAnyOrder("tag{id=1, on_kind=Citizen}", "tag{id=3, on_kind=Permit}");
    }

    // --- what an export says of the other end

    @Entity(name = "Letter")
    @SubjectPath("writer")
    static class Letter {
        @Id
        Long id;

        @ManyToOne
        Citizen writer;

        @Any
        @AnyDiscriminatorValue(discriminator = "C", entity = Citizen.class)
        @AnyDiscriminatorValue(discriminator = "R", entity = Road.class)
        @AnyKeyJavaClass(Long.class)
        @Column(name = "about_kind")
        @JoinColumn(name = "about_id")
        Object about;

        Letter() {}

        Letter(long id, Citizen writer, Object about) {
            this.id = id;
            this.writer = writer;
            this.about = about;
        }
    }

    @Test
    void anExportNamesThingsButNotOtherPeople() throws IOException {
        Population p = population(Citizen.class, Road.class, Letter.class);
        Citizen anna = new Citizen(1);
        Citizen bert = new Citizen(77);
        Road road = new Road(88);
        p.save(anna, bert, road, new Letter(1, anna, bert), new Letter(2, anna, road), new Letter(3, bert, anna));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        p.rasura().export().write(SubjectRef.of(Citizen.class, 1), ExportFormat.JSON, out);
        String json = out.toString(StandardCharsets.UTF_8);

        assertThat(json).contains("\"about_id\":88").doesNotContain("\"about_id\":77");

        Erased erased = eraseWithoutResidue(p, Citizen.class, 1);
        assertThat(erased.came())
                .as("who wrote to her keeps the letter, without her")
                .containsExactly("letter{about_kind=C, id=3, writer_id=77}");
    }
}
