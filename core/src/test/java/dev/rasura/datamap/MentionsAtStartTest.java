package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said to name a person must name one kind of person, and not make the row that person's. */
class MentionsAtStartTest {

    @Entity(name = "Author")
    @DataSubject
    @ReferredToBy(columns = "created_by")
    static class Author {
        @Id
        Long id;
    }

    @Entity(name = "Reader")
    @DataSubject
    @ReferredToBy(columns = "created_by")
    static class Reader {
        @Id
        Long id;
    }

    @Entity(name = "Page")
    static class Page {
        @Id
        Long id;

        @Column(name = "created_by")
        Long createdBy;
    }

    @Test
    void aColumnThatMayNameTwoKindsOfPeopleIsRefused() {
        assertThat(findings(Author.class, Reader.class, Page.class))
                .anySatisfy(f -> assertThat(f).contains("created_by", "Author, Reader", "on one of them only"));
        assertThat(map(Author.class, Page.class).table("Page")).isPresent();
    }

    @Test
    void aDescriptionThatMeetsNoColumnIsRefused() {
        assertThat(findings(Author.class))
                .anySatisfy(f -> assertThat(f).contains("Author: @ReferredToBy describes no column", "created_by"));
    }

    @Entity(name = "Editor")
    @DataSubject
    @ReferredToBy(
            columns = {"created_by", "modifed_by"},
            annotatedWith = {"Column", "ModifiedBy"})
    static class Editor {
        @Id
        Long id;
    }

    @Test
    void eachNameOfADescriptionMustMeetAColumn() {
        List<String> findings = findings(Editor.class, Page.class);

        assertThat(findings).hasSize(2);
        assertFinding(findings, "Editor", "column 'modifed_by'");
        assertFinding(findings, "Editor", "annotation 'ModifiedBy'");
    }

    @Entity(name = "Tenant")
    @DataSubject
    @ReferredToBy(columns = "told_by", attribute = "mail")
    static class Tenant {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String mail;
    }

    @Entity(name = "Rumour")
    static class Rumour {
        @Id
        Long id;

        @Column(name = "told_by")
        String toldBy;
    }

    @Test
    void aMentionByWhatTwoPeopleMayShareIsAFinding() {
        assertThat(map(Tenant.class, Rumour.class).findings()).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(Finding.Kind.SHARED_VALUE);
            assertThat(f.place()).isEqualTo("Rumour.told_by");
            assertThat(f.what()).contains("mentions Tenant.mail", "overwritten with either");
            assertThat(f.cure()).contains("Make Tenant.mail unique");
            assertThat(f.blocking()).isFalse();
        });
    }

    @Entity(name = "Article")
    static class Article {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(name = "created_by")
        Author author;
    }

    @Entity(name = "Essay")
    @SubjectPath(value = "author", onErasure = RowAction.UNLINK)
    static class Essay {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(name = "created_by")
        Author author;
    }

    @Test
    void aMentionThatIsAReferenceToTheSubjectMustSayWhoseTheRowIs() {
        assertThat(findings(Author.class, Article.class))
                .anySatisfy(f -> assertThat(f).contains("Article[created_by]", "UNLINK", "@NotPersonal"));
        assertThat(map(Author.class, Essay.class).table("Essay")).isPresent();
    }

    @Entity(name = "Lookup")
    static class Lookup {
        @Id
        Long id;
    }

    @Entity(name = "Poem")
    static class Poem {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(name = "created_by")
        Lookup creator;
    }

    @Test
    void aMentionThatRefersToSomethingElseIsRefused() {
        assertThat(findings(Author.class, Lookup.class, Poem.class))
                .anySatisfy(f -> assertThat(f).contains("Poem[created_by]", "holds no data subject"));
    }

    @Entity(name = "Player")
    @DataSubject
    static class Player {
        @Id
        Long id;
    }

    @Entity(name = "Match")
    static class Match {
        @Id
        Long id;

        @ElementCollection
        @MapKeyColumn(name = "player")
        @Column(name = "points")
        @SoftReference(to = Player.class)
        @NotPersonal("a score")
        Map<Long, Long> points = new HashMap<>();
    }

    @Test
    void aSoftReferenceOnAMapDoesNotSayWhetherItIsTheKeyOrTheValue() {
        assertThat(findings(Player.class, Match.class))
                .anySatisfy(f -> assertThat(f).contains("Match.points", "key and its value", "points.key"));
    }
}
