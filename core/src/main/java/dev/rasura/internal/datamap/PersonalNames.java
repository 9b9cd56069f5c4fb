package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.datamap.Suggestion.Confidence;
import dev.rasura.internal.schema.ValueType;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What columns of certain names mostly hold, in several languages. A guess for a person to judge, and nothing else. */
final class PersonalNames {

    private static final Map<String, Guess> WORDS = new LinkedHashMap<>();

    private static final Set<DataCategory> TEXTS = EnumSet.of(
            DataCategory.EMAIL,
            DataCategory.GIVEN_NAME,
            DataCategory.FAMILY_NAME,
            DataCategory.FULL_NAME,
            DataCategory.USER_NAME,
            DataCategory.ADDRESS_LINE,
            DataCategory.CITY,
            DataCategory.FREE_TEXT,
            DataCategory.CREDENTIAL);

    /** What the name suggests. */
    record Guess(DataCategory category, Confidence confidence) {}

    static {
        words(
                DataCategory.EMAIL,
                Confidence.HIGH,
                "email e-mail mail emailaddress mailadresse epost courriel correo mejl");
        words(
                DataCategory.PHONE,
                Confidence.HIGH,
                "phone telephone phonenumber mobile mobilephone cellphone fax telefon telefonnummer mobil handy telefono"
                        + " movil cellulare portable tel");
        words(
                DataCategory.DATE_OF_BIRTH,
                Confidence.HIGH,
                "birth birthday birthdate dateofbirth dob born geburtstag geburtsdatum naissance datenaissance nacimiento"
                        + " nascita fodelsedatum geboortedatum");
        words(
                DataCategory.NATIONAL_ID,
                Confidence.HIGH,
                "ssn nino socialsecurity nationalid personnummer passport passportnumber taxid steuernummer steuerid nif dni"
                        + " cpf bsn pesel codicefiscale sozialversicherungsnummer reisepass ausweisnummer");
        words(
                DataCategory.ACCOUNT_NUMBER,
                Confidence.HIGH,
                "iban accountnumber bankaccount kontonummer cardnumber creditcard creditcardnumber kreditkarte");
        words(DataCategory.NETWORK_ADDRESS, Confidence.HIGH, "ip ipaddress ipaddr remoteaddr remoteaddress macaddress");
        words(
                DataCategory.GIVEN_NAME,
                Confidence.HIGH,
                "firstname givenname forename vorname prenom fornamn voornaam primernombre");
        words(
                DataCategory.FAMILY_NAME,
                Confidence.HIGH,
                "lastname surname familyname nachname apellido apellidos cognome efternamn achternaam nomdefamille");
        words(DataCategory.FULL_NAME, Confidence.MEDIUM, "fullname displayname holdername");
        words(DataCategory.FULL_NAME, Confidence.LOW, "name nombre nom namn naam nome");
        words(DataCategory.USER_NAME, Confidence.HIGH, "username login loginname nickname nick benutzername");
        words(
                DataCategory.ADDRESS_LINE,
                Confidence.MEDIUM,
                "street streetaddress address addressline address1 address2 strasse hausnummer adresse anschrift rue calle"
                        + " direccion indirizzo gata gatuadress straat");
        words(
                DataCategory.POSTAL_CODE,
                Confidence.MEDIUM,
                "zip zipcode postcode postalcode plz postleitzahl codigopostal");
        words(DataCategory.CITY, Confidence.MEDIUM, "city town ort stadt ville ciudad citta");
        words(DataCategory.GENDER, Confidence.MEDIUM, "gender sex geschlecht sexe genero salutation anrede");
        words(DataCategory.LOCATION, Confidence.MEDIUM, "latitude longitude lat lng geolocation");
        words(
                DataCategory.CREDENTIAL,
                Confidence.HIGH,
                "password passwordhash passwd pwd passwort kennwort motdepasse secret");
        words(DataCategory.HEALTH, Confidence.MEDIUM, "diagnosis bloodtype allergy allergies disability diagnose");
        words(DataCategory.SPECIAL, Confidence.HIGH, "religion ethnicity konfession");
        words(DataCategory.IMAGE, Confidence.MEDIUM, "photo avatar portrait foto");
        words(
                DataCategory.FREE_TEXT,
                Confidence.LOW,
                "note notes comment remark remarks bio message notiz bemerkung kommentar");
    }

    private PersonalNames() {}

    private static void words(DataCategory category, Confidence confidence, String words) {
        for (String word : words.split(" ")) {
            WORDS.putIfAbsent(word, new Guess(category, confidence));
        }
    }

    /** What a column of the name and type may hold; empty if nothing speaks for anything. */
    static Optional<Guess> guess(String name, ValueType type) {
        if (type == ValueType.BOOLEAN) {
            return Optional.empty();
        }
        List<String> parts = parts(name);
        Optional<Guess> found = Optional.empty();
        // The last words say what it is: a billing_email is one, an email_template is not.
        for (int from = 0; from < parts.size() && found.isEmpty(); from++) {
            found = Optional.ofNullable(WORDS.get(String.join("", parts.subList(from, parts.size()))));
        }
        for (int i = 0; i < parts.size() && found.isEmpty(); i++) {
            Guess inside = WORDS.get(parts.get(i));
            if (inside != null
                    && inside.confidence() == Confidence.HIGH
                    && parts.get(i).length() > 3) {
                found = Optional.of(new Guess(inside.category(), Confidence.LOW));
            }
        }
        return found.map(g -> TEXTS.contains(g.category()) && type != ValueType.TEXT && type != ValueType.CLOB
                        ? new Guess(g.category(), Confidence.LOW)
                        : g)
                .filter(g -> !(type.temporal() && g.category() != DataCategory.DATE_OF_BIRTH));
    }

    /** The words of a name, lower case, without accents. */
    static List<String> parts(String name) {
        String plain = Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        List<String> parts = new ArrayList<>();
        for (String part : plain.split("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])", -1)) {
            if (!part.isEmpty()) {
                parts.add(part.toLowerCase(Locale.ROOT));
            }
        }
        return parts;
    }
}
