package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.DataMapException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.MapFormat;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.Mentions;
import dev.rasura.datamap.Overwrite;
import dev.rasura.export.ExportFormat;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import java.io.ByteArrayOutputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows in which several people stand: each one's own columns, and mentions of one in rows of another. */
class SharedRowsTest extends ErasureContract {

    // --- a message between two

    @Entity(name = "Pen")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Pen {
        @Id
        Long id;

        @PersonalData(DataCategory.USER_NAME)
        String nick;

        Pen() {}

        Pen(long id, String nick) {
            this.id = id;
            this.nick = nick;
        }
    }

    @Entity(name = "Mail")
    @SubjectPath(value = "sender", onErasure = RowAction.ANONYMISE)
    @SubjectPath(value = "recipient", onErasure = RowAction.ANONYMISE)
    static class Mail {
        @Id
        Long id;

        @ManyToOne
        Pen sender;

        @ManyToOne
        Pen recipient;

        @PersonalData(value = DataCategory.FULL_NAME, of = "sender")
        String senderName;

        @PersonalData(value = DataCategory.COMMUNICATION, of = "sender")
        String body;

        @PersonalData(value = DataCategory.FULL_NAME, of = "recipient")
        String recipientName;

        @PersonalData(DataCategory.FREE_TEXT)
        String topic;

        Mail() {}

        Mail(long id, Pen sender, Pen recipient, String senderName, String body, String recipientName, String topic) {
            this.id = id;
            this.sender = sender;
            this.recipient = recipient;
            this.senderName = senderName;
            this.body = body;
            this.recipientName = recipientName;
            this.topic = topic;
        }
    }

    private Population mails() {
        Population p = population(Pen.class, Mail.class);
        Pen anna = new Pen(1, "annaahl");
        Pen bert = new Pen(2, "bertborg");
        p.save(anna, bert);
        p.save(
                new Mail(1, anna, bert, "Anna Ahlgren", "hello Bert", "Bert Borg", "spring"),
                new Mail(2, bert, anna, "Bert Borg", "hello Anna", "Anna Ahlgren", "summer"),
                new Mail(3, bert, bert, "Bert Borg", "hello me", "Bert Borg", "autumn"));
        return p;
    }

    @Test
    void ofAMessageBetweenTwoEachOnesPartGoesWithThem() {
        Population p = mails();

        Erased erased = eraseWithoutResidue(p, Pen.class, 1);

        assertThat(erased.came())
                .containsExactly(
                        "mail{body=hello Anna, id=2, sender_id=2, sendername=Bert Borg}",
                        "mail{id=1, recipient_id=2, recipientname=Bert Borg}",
                        "pen{id=1}");
        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(Map.of("Mail ANONYMISED", 4L, "Mail UNLINKED", 2L, "Pen ANONYMISED", 1L));
        assertThat(again(p, Pen.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    @Test
    void theMapSaysWhoseAColumnIs() {
        DataMap map = mails().rasura().dataMap();

        assertThat(map.table("Mail").orElseThrow().columns())
                .extracting(MappedColumn::name, MappedColumn::of)
                .contains(tuple("body", "sender"), tuple("recipientName", "recipient"), tuple("topic", ""));
        assertThat(map.render(MapFormat.JSON)).contains("\"of\": \"sender\"");
        assertThat(map.render(MapFormat.MARKDOWN)).contains("communication, of the sender");
    }

    @Test
    void anExportGivesOfAMessageWhatIsTheSubjectsOwn() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        mails().rasura().export().write(SubjectRef.of(Pen.class, 1), ExportFormat.JSON, out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("hello Bert", "Anna Ahlgren", "spring", "summer")
                .doesNotContain("hello Anna", "Bert Borg", "autumn");
    }

    @Entity(name = "Card")
    @SubjectPath("writer")
    @SubjectPath(value = "guest", onErasure = RowAction.UNLINK)
    @SecondaryTable(name = "card_more")
    static class Card {
        @Id
        Long id;

        @ManyToOne
        Pen writer;

        @ManyToOne
        Pen guest;

        @PersonalData(DataCategory.COMMUNICATION)
        String text;

        @PersonalData(DataCategory.FREE_TEXT)
        @Column(table = "card_more")
        String wish;

        Card() {}

        Card(long id, Pen writer, Pen guest, String text, String wish) {
            this.id = id;
            this.writer = writer;
            this.guest = guest;
            this.text = text;
            this.wish = wish;
        }
    }

    @Test
    void ofARowThatIsMerelyUnlinkedAllPartsAreExportedAndStay() throws Exception {
        Population p = population(Pen.class, Card.class);
        Pen anna = new Pen(1, "annaahl");
        Pen bert = new Pen(2, "bertborg");
        p.save(anna, bert);
        p.save(new Card(1, bert, anna, "to Anna", "good luck"), new Card(2, bert, bert, "to myself", "patience"));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        p.rasura().export().write(SubjectRef.of(Pen.class, 1), ExportFormat.JSON, out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("to Anna", "good luck")
                .doesNotContain("to myself", "patience");

        Erased erased = eraseWithoutResidue(p, Pen.class, 1);
        assertThat(rows(erased.receipt().tables())).isEqualTo(Map.of("Card UNLINKED", 1L, "Pen ANONYMISED", 1L));
        assertThat(erased.came()).containsExactly("card{id=1, text=to Anna, writer_id=2}", "pen{id=1}");
    }

    @Entity(name = "Post")
    @SubjectPath("author")
    @SubjectPath(value = "reader", onErasure = RowAction.UNLINK)
    static class Post {
        @Id
        Long id;

        @ManyToOne
        Pen author;

        @ManyToOne
        Pen reader;

        @PersonalData(value = DataCategory.FULL_NAME, of = "reader")
        String readerName;

        @PersonalData(value = DataCategory.FULL_NAME, of = "auhtor")
        String authorName;
    }

    @Test
    void whoseAColumnIsMustBeAPathThatOverwrites() {
        assertThatThrownBy(() -> Population.of(family, Pen.class, Post.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("readerName")
                .hasMessageContaining("merely unlinked")
                .hasMessageContaining("authorName")
                .hasMessageContaining("'auhtor'")
                .hasMessageContaining("[author, reader]");
    }

    // --- mentions

    @Retention(RetentionPolicy.RUNTIME)
    @interface CreatedBy {}

    @Entity(name = "Editor")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @ReferredToBy(columns = "touched_by", annotatedWith = "CreatedBy", attribute = "login")
    static class Editor {
        @Id
        Long id;

        @PersonalData(DataCategory.USER_NAME)
        String login;

        @Column(name = "touched_by")
        String touchedBy;

        Editor() {}

        Editor(long id, String login, String touchedBy) {
            this.id = id;
            this.login = login;
            this.touchedBy = touchedBy;
        }
    }

    @Entity(name = "Page")
    static class Page {
        @Id
        Long id;

        @NotPersonal
        String title;

        @CreatedBy
        @Column(nullable = false)
        String creator;

        @Column(name = "TOUCHED_BY")
        String touchedBy;

        Page() {}

        Page(long id, String title, String creator, String touchedBy) {
            this.id = id;
            this.title = title;
            this.creator = creator;
            this.touchedBy = touchedBy;
        }
    }

    @Entity(name = "Draft")
    static class Draft {
        @Id
        Long id;

        @ManyToOne
        Editor editor;

        @CreatedBy
        String creator;

        Draft() {}

        Draft(long id, Editor editor, String creator) {
            this.id = id;
            this.editor = editor;
            this.creator = creator;
        }
    }

    @Test
    void mentionsAreOverwrittenInRowsOfOthersToo() {
        Population p = population(Editor.class, Page.class, Draft.class);
        Editor anna = new Editor(1, "annaahl", "annaahl");
        Editor bert = new Editor(2, "bertborg", "annaahl");
        p.save(anna, bert);
        p.save(
                new Page(1, "one", "annaahl", "bertborg"),
                new Page(2, "two", "bertborg", "annaahl"),
                new Page(3, "three", "bertborg", null),
                new Draft(1, anna, "annaahl"),
                new Draft(2, bert, "annaahl"));

        Erased erased = eraseWithoutResidue(p, Editor.class, 1);

        assertThat(erased.came())
                .containsExactly(
                        "draft{editor_id=2, id=2}",
                        "editor{id=1}",
                        "editor{id=2, login=bertborg}",
                        "page{creator=TOKEN, id=1, title=one, touched_by=bertborg}",
                        "page{creator=bertborg, id=2, title=two}");
        assertThat(p.database().count("Page")).isEqualTo(3);
        assertThat(p.rasura().dataMap().unclassified()).isEmpty();
    }

    @Test
    void aMentionInAManagedEntityIsNotWrittenBack() {
        Population p = population(Editor.class, Page.class, Draft.class);
        p.save(new Editor(1, "annaahl", null), new Page(1, "one", "annaahl", null));
        p.inTransaction(session -> {
            Page page = session.find(Page.class, 1L);
            p.rasura().erasure().erase(SubjectRef.of(Editor.class, 1), session);
            page.title = "changed";
        });
        assertThat(p.dump()).noneMatch(row -> row.contains("annaahl"));
    }

    @Test
    void mentionsAreDeclaredInCodeAsWell() {
        try (Population p = Population.of(
                family,
                Map.of(),
                List.of(),
                map -> map.entity("Pen")
                        .referredToBy(Mentions.inColumns("nick", "CREATOR")
                                .ignoringCase()
                                .withOverwrite(Overwrite.withConstant("someone"))),
                Pen.class,
                Page.class)) {
            p.save(new Pen(1, "annaahl"), new Page(1, "one", "AnnaAhl", null), new Page(2, "two", "bertborg", null));
            assertThat(eraseWithoutResidue(p, Pen.class, 1).came())
                    .containsExactly("page{creator=someone, id=1, title=one}", "pen{id=1}");
            assertThat(p.rasura().dataMap().table("Page").orElseThrow().columns())
                    .filteredOn(c -> c.name().equals("creator"))
                    .extracting(MappedColumn::classification)
                    .containsExactly(Classification.NOT_PERSONAL);
        }
    }

    @Entity(name = "Stamp")
    static class Stamp {
        @Id
        Long id;

        Long creator;
    }

    @Test
    void aMentionOfAnotherTypeIsRefusedByName() {
        assertThatThrownBy(() -> Population.of(
                        family,
                        Map.of(),
                        List.of(),
                        map -> map.entity("Pen").referredToBy(Mentions.inColumns("nick", "creator")),
                        Pen.class,
                        Stamp.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Stamp.creator")
                .hasMessageContaining("@ReferredToBy");
    }

    @Entity(name = "Wrong")
    @DataSubject
    @ReferredToBy(columns = "x", attribute = "nope", onErasure = Strategy.GENERALISE)
    static class Wrong {
        @Id
        Long id;
    }

    @Test
    void whatADeclarationOfMentionsNamesMustExist() {
        assertThatThrownBy(() -> Population.of(family, Wrong.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("\"nope\"")
                .hasMessageContaining("GENERALISE");
    }
}
