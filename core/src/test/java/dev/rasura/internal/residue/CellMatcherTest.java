package dev.rasura.internal.residue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellMatcherTest {

    private static boolean found(Needle needle, String text) {
        return found(needle, text, Shape.UNKNOWN);
    }

    private static boolean found(Needle needle, String text, Shape shape) {
        var matcher = new CellMatcher(new NeedleIndex(List.of(needle)));
        boolean whole = matcher.text(text, shape).needles.get(0);
        matcher.beginText(shape);
        for (int i = 0; i < text.length(); i++) {
            matcher.text(new char[] {text.charAt(i)}, 1);
        }
        assertThat(matcher.endText().needles.get(0))
                .as("the same in pieces of one character")
                .isEqualTo(whole);
        return whole;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mary.smith@example.org",
                "MARY.Smith@EXAMPLE.org",
                "write to <Mary.Smith@example.org>, please",
                "mailto:mary.smith%40example.org?subject=x",
                "{\"mail\":\"mary.smith\\u0040example.org\"}",
                "{\"note\":\"Dear\\nmary.smith@example.org\"}",
                "<p>mary.smith&#64;example.org</p>",
                "<p>mary.smith&#x40;example.org</p>",
                "100%mary.smith@example.org",
                "\\mary.smith@example.org",
                "ma\u00adry.smith@example.org",
                "\uff4dary.smith@example.org"
            })
    void anEMailIsFoundInAnySpelling(String text) {
        assertThat(found(Needle.text(1, "mary.smith@example.org"), text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xmary.smith@example.org",
                "mary.smith@example.organic",
                "mary.smithe@example.org",
                "mary.x.smith@example.org",
                "mary.smith@example",
                ""
            })
    void aLongerOrShorterValueIsNotTheNeedle(String text) {
        assertThat(found(Needle.text(1, "mary.smith@example.org"), text)).isFalse();
    }

    @Test
    void anAccountIsNotFoundInsideALongerNumber() {
        assertThat(found(Needle.text(1, "12345"), "9123456")).isFalse();
        assertThat(found(Needle.text(1, "12345"), "no. 12345;")).isTrue();
        assertThat(found(Needle.text(1, "a@b.c"), "xa@b.c")).isFalse();
        assertThat(found(Needle.text(1, "a@b.c"), "(a@b.c)")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Gonçalves, GONCALVES",
        "GONCALVES, gonc\u0327alves",
        "Straße, STRASSE",
        "Søren, SOREN",
        "Łukasz, lukasz",
        "İpek, ipek",
        "ΟΔΥΣΣΕΥΣ, Οδυσσεύς",
        "Gonçalves, Gon%C3%A7alves",
        "Gonçalves, Gon\\u00e7alves",
        "Gonçalves, Gon&ccedil;alves",
        "山田太郎, 私は山田太郎です",
        "١٢٣٤٥, 12345"
    })
    void caseAndAccentsDoNotMatter(String needle, String text) {
        assertThat(found(Needle.text(1, needle), text)).isTrue();
        assertThat(found(Needle.text(1, needle), text + "x")).isEqualTo(needle.startsWith("山"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\": \"{\\\"street\\\": \\\"\\\\u00c5sa \\\\u00d6bergsgatan 7\\\"}\"}",
                "{\"outbox\": \"{\\\"event\\\": \\\"{\\\\\\\"street\\\\\\\": \\\\\\\"\\\\\\\\u00c5sa \\\\\\\\u00d6bergsgatan 7\\\\\\\"}\\\"}\"}",
                "%7B%22street%22%3A%22%5Cu00c5sa%20%5Cu00d6bergsgatan%207%22%7D",
                "<p>&amp;#197;sa &amp;Ouml;bergsgatan 7</p>",
                "?q=%25C3%2585sa%2520%25C3%2596bergsgatan%25207"
            })
    void whatIsEscapedWithinAnEscapedTextIsRead(String text) {
        assertThat(found(Needle.text(1, "Åsa Öbergsgatan 7"), text)).isTrue();
        assertThat(found(Needle.text(1, "Åsa Öbergsgatan 8"), text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MARY SMITH",
                "Smith, Mary",
                "dear mary   smith!",
                "Mary A. Smith",
                "mary-smith",
                "Mary, then Smith, Mary",
                "{\"first\":\"Mary\",\"age\":\"33\",\"last\":\"Smith\"}",
                "[{\"last\":\"Smith\",\"address\":{\"city\":\"x}y\"},\"first\":\"Mary\"}]",
                "{\"payload\":\"{\\\"first\\\":\\\"Mary\\\",\\\"x\\\":\\\"y\\\",\\\"last\\\":\\\"Smith\\\"}\"}",
                "<p><first>Mary</first><last>Smith</last></p>"
            })
    void aNamePairIsFoundSideBySideInEitherOrder(String text) {
        assertThat(found(Needle.together(1, "Mary", "Smith"), text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mary Jones met Bob Smith",
                "Mary",
                "Smith",
                "Marys Smithson",
                "Rosemary Smith",
                "[{\"first\":\"Mary\",\"last\":\"Jones\"},{\"first\":\"Bob\",\"last\":\"Smith\"}]",
                "{\"first\":\"Mary\",\"friend\":{\"last\":\"Smith\"}}",
                "[\"Mary\",\"Jones\",\"Bob\",\"Smith\"]"
            })
    void twoPeopleSharingAPairAreNotThatPerson(String text) {
        assertThat(found(Needle.together(1, "Mary", "Smith"), text)).isFalse();
    }

    @Test
    void aPairOfTheSameNameNeedsItTwice() {
        assertThat(found(Needle.together(1, "Thomas", "Thomas"), "Thomas")).isFalse();
        assertThat(found(Needle.together(1, "Thomas", "Thomas"), "Thomas Miller, Thomas"))
                .isFalse();
        assertThat(found(Needle.together(1, "Thomas", "Thomas"), "Thomas, Thomas"))
                .isTrue();
    }

    @Test
    void threePartsAreFoundInAnyOrder() {
        var needle = Needle.together(1, "Mary", "Ann", "Smith");
        assertThat(found(needle, "Smith, Mary Ann")).isTrue();
        assertThat(found(needle, "Ann Smith")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+1 (555) 123-4567|15551234567", "+1 (555) 123-4567|001.555.123.4567", "+1 (555) 123-4567|555-123-4567",
                "15551234567|+1 (555) 123-4567", "0170 1234567|+491701234567", "+49 170 1234567|0170/1234567",
                "+49 170 1234567|call +49 (0)170 123 45 67 now", "28303384290|283-0338-4290",
                        "(0)30 1234-5678|03012345678"
            })
    void aPhoneIsFoundByItsDigits(String needle, String text) {
        assertThat(found(Needle.phone(1, needle), text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0170 1234567|+491701234567", "+49 170 1234567|0170/1234567"})
    void aPlainTextHasNoCountryCode(String needle, String text) {
        assertThat(found(Needle.text(1, needle), text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+46\u202f70\u202f111\u202f11\u202f11",
                "+46\u200970\u2009111 11 11",
                "+46\u2007701111111",
                "+46\u300070\u2003111\u22121111",
                "+46\u00b770\u00b71111111"
            })
    void aPhoneIsFoundWhateverTheWidthOfItsSpaces(String text) {
        assertThat(found(Needle.phone(1, "+46701111111"), text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "SE4550000000058398257466, pay to SE45 5000 0000 0583 9825 7466 at once, true",
        "SE45 5000 0000 0583 9825 7466, se4550000000058398257466, true",
        "SE45 5000 0000 0583 9825 7466, SE45-5000.0000/05839825 7466, true",
        "SE4550000000058398257466, SE45 5000 0000 0583 9825 7467, false",
        "SE4550000000058398257466, SE45 5000 0000; 0583 9825 7466, false",
        "19811218-9876, 198112189876, true",
        "198112189876, 19811218-9876, true",
        "198112189876, 1198112189876, false",
        "GB29 NWBK 6016 1331 9268 19, GB29NWBK60161331926819, true",
        "Main Street 123456, MainStreet123456, false",
        "anna1234567@b.example, anna1234567bexample, false"
    })
    void anAccountNumberIsFoundHoweverItIsGrouped(String number, String text, boolean expected) {
        assertThat(found(Needle.text(1, number), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"155512345678", "55512345678x", "555,123,4567", "9915551234567", "555 123 456"})
    void otherDigitsAreNotThePhone(String text) {
        assertThat(found(Needle.phone(1, "+1 (555) 123-4567"), text)).isFalse();
    }

    @Test
    void aShortValueIsFoundAsAWholeCellOnlyAndReportedAsWeak() {
        var index = new NeedleIndex(List.of(
                Needle.text(7, "Al"), Needle.text(8, "  "), Needle.text(9, "Alan"), Needle.together(10, "Alan", " ")));
        assertThat(index.weak()).containsExactly(7, 8, 10);
        assertThat(found(Needle.text(7, "Al"), " AL. ")).isTrue();
        assertThat(found(Needle.text(7, "Al"), "Al Capone")).isFalse();
        assertThat(found(Needle.text(7, "Al"), "and Al")).isFalse();
        assertThat(found(Needle.text(8, "  "), "  ")).isFalse();
        assertThat(found(Needle.text(8, ""), "")).isFalse();
        assertThat(found(Needle.together(10, "Alan", " "), "Alan")).isFalse();
        assertThat(found(Needle.together(1, "Li", "Wu"), "to Wu, Li")).isTrue();
    }

    @Test
    void numbersAreComparedByValue() {
        var matcher =
                new CellMatcher(new NeedleIndex(List.of(Needle.text(1, "0012345"), Needle.phone(2, "030-1234567"))));
        assertThat(matcher.number("12345.00").needles.get(0)).isTrue();
        assertThat(matcher.number("12345.67").needles.get(0)).isFalse();
        assertThat(matcher.number("-12345").needles.get(0)).isFalse();
        assertThat(matcher.number("912345").needles.get(0)).isFalse();
        assertThat(matcher.number("301234567").needles.get(1)).isTrue();
        assertThat(matcher.number("1E+999999").isEmpty()).isTrue();
        assertThat(matcher.number("NaN").isEmpty()).isTrue();
    }

    @Test
    void aUuidIsFoundInEachOfItsForms() {
        var uuid = UUID.fromString("6f1c9c1e-0d5a-4e0e-9a35-0f4f3a1b2c3d");
        var matcher = new CellMatcher(new NeedleIndex(List.of(Needle.text(1, uuid.toString()))));
        assertThat(matcher.text("id=" + uuid.toString().toUpperCase(Locale.ROOT), Shape.UNKNOWN)
                        .needles
                        .get(0))
                .isTrue();
        assertThat(matcher.text(uuid.toString().replace("-", ""), Shape.UNKNOWN)
                        .needles
                        .get(0))
                .isTrue();
        byte[] raw = java.nio.ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        assertThat(matcher.bytes(raw).needles.get(0)).isTrue();
        raw[3]++;
        assertThat(matcher.bytes(raw).needles.get(0)).isFalse();
    }

    @Test
    void bytesAreReadAsUtf8AndLatin1AcrossAnyPieces() {
        var matcher = new CellMatcher(new NeedleIndex(List.of(Needle.text(1, "Luís Gonçalves"))));
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            byte[] bytes = ("\0\1%PDF Luís Gonçalves\2" + "x".repeat(20_000)).getBytes(charset);
            assertThat(matcher.bytes(bytes).needles.get(0)).isTrue();
            matcher.beginBytes();
            for (byte octet : bytes) {
                matcher.bytes(new byte[] {octet}, 1);
            }
            assertThat(matcher.endBytes().needles.get(0)).isTrue();
        }
        assertThat(matcher.bytes("Lu\u00eds Gon\u00e7alvesen".getBytes(StandardCharsets.UTF_8))
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mary.smith@example.org", "Luís Gonçalves", "Łukasz Wójcik", "Иван Петров", "山田太郎"})
    void bytesAreReadAsUtf16InEitherOrderFromAnyByte(String value) {
        var matcher = new CellMatcher(new NeedleIndex(List.of(Needle.text(1, value))));
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (String before : List.of("", "\1", "\1\2", "\1\2\3")) {
                byte[] start = before.getBytes(StandardCharsets.ISO_8859_1);
                byte[] text = ("To: " + value + ", " + "x".repeat(10_000)).getBytes(charset);
                var bytes = new byte[start.length + text.length];
                System.arraycopy(start, 0, bytes, 0, start.length);
                System.arraycopy(text, 0, bytes, start.length, text.length);
                assertThat(matcher.bytes(bytes).needles.get(0)).isTrue();
                bytes[start.length + 8 + 2] ^= 1;
                bytes[start.length + 8 + 3] ^= 1;
                assertThat(matcher.bytes(bytes).needles.get(0)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Anna Maria von Ahlgren, 'Ahlgren, Anna Maria von', true",
        "Anna Maria von Ahlgren, 'VON AHLGREN ANNA MARIA', true",
        "Anna Maria von Ahlgren, 'Maria Anna von Ahlgren', false",
        "Anna Ahlgren, 'Ahlgren and Anna', false",
        "ﬁnn ﬂoyd, FLOYD Finn, true",
        "Ｍａｒｙ　Ｓｍｉｔｈ, 'Smith, Mary', true"
    })
    void aFullNameIsFoundWithItsLastWordsFirst(String name, String text, boolean expected) {
        assertThat(found(Needle.name(1, name), text)).isEqualTo(expected);
        assertThat(found(Needle.text(1, name), text)).as("as plain text").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "+46 70-111 11 11, tel46701111111, true",
        "+46 70-111 11 11, TEL0701111111end, true",
        "+46 70-111 11 11, x0046701111111, true",
        "+46 70-111 11 11, tel467011111112, false",
        "+1 (555) 123-4567, 5551234567x12, true",
        "12345, no12345, false"
    })
    void aTelephoneNumberIsFoundBesideLetters(String number, String text, boolean expected) {
        assertThat(found(Needle.phone(1, number), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::8a2e:370:7334, 2001:0DB8:0000:0000:0000:8a2e:0370:7334/128, true",
        "2001:db8:0:0:0:8a2e:370:7334, from 2001:db8::8a2e:370:7334, true",
        "2001:db8::8a2e:370:7334, 2001:db8::8a2e:370:7335, false",
        "08:00:2b:01:02:aa, 08002B0102AA, true",
        "08:00:2b:01:02:aa, 0800.2b01.02aa, true",
        "08002b:0102aa, 08002b:0102aa, true",
        "0800.2b01.02aa, 08-00-2b-01-02-aa, true",
        "192.0.2.77, 192.0.2.77/32, true",
        "192.0.2.77, 192.0.2.177, false"
    })
    void aNetworkAddressIsFoundInEachOfItsSpellings(String address, String text, boolean expected) {
        assertThat(found(Needle.text(1, address), text)).isEqualTo(expected);
    }

    @Test
    void aThousandNeedlesAreToldApart() {
        var needles = new ArrayList<Needle>();
        for (int i = 0; i < 1000; i++) {
            needles.add(Needle.text(i, "person" + i + "@example.org"));
        }
        var matcher = new CellMatcher(new NeedleIndex(needles));
        assertThat(matcher
                        .text("to person7@example.org, person999@example.org, person1000@example.org", Shape.UNKNOWN)
                        .needles
                        .stream())
                .containsExactly(7, 999);
    }

    @Test
    void anOverlappingNeedleIsNotMissed() {
        var matcher = new CellMatcher(new NeedleIndex(
                List.of(Needle.text(0, "rue de la paix"), Needle.text(1, "de la paix 7"), Needle.text(2, "la paix"))));
        assertThat(matcher.text("12 rue de la Paix 7", Shape.UNKNOWN).needles.stream())
                .containsExactly(0, 1, 2);
    }

    @Test
    void needlesMustBeNumberedApartAndNeverPrinted() {
        assertThatThrownBy(() -> new NeedleIndex(List.of(Needle.text(1, "abc"), Needle.text(1, "def"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("number 1");
        assertThatThrownBy(() -> Needle.together(1, "secret")).hasMessageNotContaining("secret");
        assertThat(Needle.text(1, "secret")).hasToString("Needle[1, TEXT, parts withheld]");
    }
}
