package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.NaturalId;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** Keys of each type, keys of what belongs to a person, references to other columns than the key, natural ids. */
class KeyTypesTest extends ErasureContract {

    enum Colour {
        RED,
        BLUE
    }

    record Ticket(int number) {}

    static class TicketConverter implements AttributeConverter<Ticket, String> {
        @Override
        public String convertToDatabaseColumn(Ticket ticket) {
            return "T" + ticket.number;
        }

        @Override
        public Ticket convertToEntityAttribute(String column) {
            return new Ticket(Integer.parseInt(column.substring(1)));
        }
    }

    @Embeddable
    record ManyTypes(
            @JdbcTypeCode(SqlTypes.BINARY) UUID card,
            @Column(length = 1) char letter,
            @Column(precision = 8, scale = 2) BigDecimal amount,
            @Enumerated(EnumType.STRING) Colour colour,
            @Enumerated(EnumType.ORDINAL) Colour shade,
            @Convert(converter = TicketConverter.class) Ticket ticket,
            boolean flag)
            implements Serializable {}

    @Entity(name = "Typed")
    @DataSubject
    static class Typed {
        @EmbeddedId
        @NotPersonal
        ManyTypes id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        Typed() {}

        Typed(ManyTypes id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    @Entity(name = "OfTyped")
    static class OfTyped {
        @Id
        Long id;

        @ManyToOne
        Typed typed;

        OfTyped() {}

        OfTyped(long id, Typed typed) {
            this.id = id;
            this.typed = typed;
        }
    }

    private static final UUID CARD = UUID.fromString("00000000-0000-4000-8000-00000000000a");

    @Test
    void partsOfEachTypeAreNamedByTheirTextAndCompared() {
        Population p = population(Typed.class, OfTyped.class);
        Typed anna = new Typed(
                new ManyTypes(CARD, 'x', new BigDecimal("7.50"), Colour.BLUE, Colour.BLUE, new Ticket(7), true),
                "Anna Ahlgren");
        Typed bert = new Typed(
                new ManyTypes(CARD, 'x', new BigDecimal("7.50"), Colour.BLUE, Colour.RED, new Ticket(7), true),
                "Bert Berg");
        p.save(anna, bert, new OfTyped(1, anna), new OfTyped(2, bert));

        Erased erased = eraseWithoutResidue(
                p,
                SubjectRef.ofParts(
                        "Typed",
                        Map.of(
                                "card",
                                CARD,
                                "letter",
                                'x',
                                "amount",
                                new BigDecimal("7.500"),
                                "colour",
                                Colour.BLUE,
                                "shade",
                                1,
                                "ticket",
                                "T7",
                                "flag",
                                true)));

        assertThat(erased.gone()).hasSize(2);
        assertThat(erased.gone().toString()).contains("Anna Ahlgren", "oftyped{");
        assertThat(erased.came()).isEmpty();
    }

    @Entity(name = "Bytes")
    @DataSubject
    static class Bytes {
        @Id
        byte[] id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        Bytes() {}

        Bytes(byte[] id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    @Test
    void bytesAreNamedByTheirHexadecimalDigits() {
        Population p = population(Bytes.class);
        p.save(new Bytes(new byte[] {1, -1}, "Anna Ahlgren"), new Bytes(new byte[] {1, -2}, "Bert Berg"));

        Erased erased = eraseWithoutResidue(p, Bytes.class, new byte[] {1, -1});

        assertThat(erased.gone()).hasSize(1);
        assertThat(erased.gone().get(0)).contains("Anna Ahlgren");
        assertThat(again(p, Bytes.class, "01ff").outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThatThrownBy(() -> again(p, Bytes.class, "01FF"))
                .isInstanceOf(SubjectNotFoundException.class)
                .hasMessageContaining("hexadecimal digits in lower case");
    }

    // --- what belongs to a person: shared and derived keys, references to a unique column

    @Entity(name = "Holder")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Holder {
        @Id
        Long id;

        @NotPersonal
        @Column(unique = true, nullable = false)
        Long number;

        @NaturalId(mutable = true)
        @PersonalData(DataCategory.EMAIL)
        @Column(nullable = false)
        String email;

        Holder() {}

        Holder(long id, String email) {
            this.id = id;
            this.number = id + 100;
            this.email = email;
        }
    }

    @Entity(name = "Profile")
    @OnErasure(RowAction.ANONYMISE)
    static class Profile {
        @Id
        Long id;

        @OneToOne
        @MapsId
        Holder holder;

        @PersonalData(DataCategory.OTHER)
        String motto = "carpe diem";

        Profile() {}

        Profile(Holder holder) {
            this.holder = holder;
        }
    }

    @Embeddable
    record LineKey(Long holder, @NotPersonal int line) implements Serializable {}

    @Entity(name = "Line")
    static class Line {
        @EmbeddedId
        LineKey id;

        @ManyToOne
        @MapsId("holder")
        Holder holder;

        Line() {}

        Line(Holder holder, int line) {
            this.id = new LineKey(holder.id, line);
            this.holder = holder;
        }
    }

    @Entity(name = "Letter")
    static class Letter {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(referencedColumnName = "number")
        Holder holder;

        Letter() {}

        Letter(long id, Holder holder) {
            this.id = id;
            this.holder = holder;
        }
    }

    private Population holders() {
        Population p = population(Holder.class, Profile.class, Line.class, Letter.class);
        Holder anna = new Holder(1, "anna@a.example");
        Holder bert = new Holder(2, "bert@b.example");
        p.save(anna, bert, new Profile(anna), new Profile(bert), new Line(anna, 2), new Line(bert, 1));
        p.save(new Letter(1, anna), new Letter(2, bert));
        return p;
    }

    @Test
    void derivedKeysAndReferencesToUniqueColumnsAreFollowed() {
        Population p = holders();

        Erased erased = eraseWithoutResidue(p, Holder.class, 1);

        assertThat(erased.gone()).hasSize(4);
        assertThat(erased.gone().toString()).contains("letter{", "line{", "profile{", "holder{");
        assertThat(erased.came())
                .containsExactlyInAnyOrder("holder{email=TOKEN@invalid, id=1, number=101}", "profile{holder_id=1}");
    }

    /** By the older of Hibernate's two ways, which both of its lines have. */
    @Test
    @SuppressWarnings("deprecation")
    void aNaturalIdIsNotBroughtBackByTheSession() {
        Population p = holders();

        p.inTransaction(session -> {
            Holder anna = session.bySimpleNaturalId(Holder.class).load("anna@a.example");
            p.rasura().erasure().erase(SubjectRef.of("Holder", 1), session);
            assertThat(session.contains(anna)).isFalse();
            assertThat(session.bySimpleNaturalId(Holder.class).load("anna@a.example"))
                    .isNull();
        });

        assertThat(p.dump().toString()).doesNotContain("anna@a.example");
        assertThat(p.<Holder>fromTransaction(
                        s -> s.bySimpleNaturalId(Holder.class).load("anna@a.example")))
                .isNull();
    }
}
