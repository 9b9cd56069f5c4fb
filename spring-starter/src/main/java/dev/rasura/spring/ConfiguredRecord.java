package dev.rasura.spring;

import dev.rasura.ConfigurationException;
import dev.rasura.processing.Party;
import dev.rasura.processing.RecordDetails;
import dev.rasura.processing.Stated;
import dev.rasura.processing.Transfer;
import dev.rasura.spring.RasuraProperties.Contact;
import dev.rasura.spring.RasuraProperties.ThirdCountry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the properties say for the record of processing. What they leave out is missing there. */
final class ConfiguredRecord {

    /** As the name of a party: there is none. */
    private static final String NONE = "none";

    private ConfiguredRecord() {}

    /** @throws ConfigurationException if a party has details but no name, or a transfer no country */
    static RecordDetails of(RasuraProperties properties, String application) {
        Stated<Party> controller = party("rasura.controller", properties.controller());
        if (controller.said() && controller.items().isEmpty()) {
            throw new ConfigurationException(
                    "rasura.controller.name is '" + NONE + "', but every record of processing has a controller.");
        }
        return new RecordDetails(
                application,
                controller,
                list(
                        properties.jointControllers(),
                        (i, contact) -> required("rasura.joint-controllers[" + i + "]", contact)),
                party("rasura.representative", properties.representative()),
                party("rasura.data-protection-officer", properties.dataProtectionOfficer()),
                list(properties.transfers(), ConfiguredRecord::transfer),
                properties.measures().isEmpty() ? Stated.missing() : Stated.of(properties.measures()),
                null);
    }

    private static Stated<Party> party(String where, @Nullable Contact contact) {
        if (contact == null
                || Stream.of(contact.name(), contact.address(), contact.contact())
                        .allMatch(String::isBlank)) {
            return Stated.missing();
        }
        return contact.name().strip().toLowerCase(Locale.ROOT).equals(NONE)
                ? Stated.none()
                : Stated.of(List.of(required(where, contact)));
    }

    private static Party required(String where, Contact contact) {
        if (contact.name().isBlank()) {
            throw new ConfigurationException(
                    where + ".name is missing, though " + where + " has an address or contact details.");
        }
        return new Party(contact.name(), contact.address(), contact.contact());
    }

    private static Transfer transfer(int index, ThirdCountry transfer) {
        if (transfer.country().isBlank()) {
            throw new ConfigurationException("rasura.transfers[" + index + "].country is missing.");
        }
        return new Transfer(transfer.country(), transfer.recipient(), transfer.safeguard());
    }

    private static <S, T> Stated<T> list(@Nullable List<S> items, Reader<S, T> reader) {
        if (items == null) {
            return Stated.missing();
        }
        List<T> read = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            read.add(reader.read(i, items.get(i)));
        }
        return Stated.of(read);
    }

    /** Reads one item of a list by its place, for messages. */
    private interface Reader<S, T> {
        T read(int index, S item);
    }
}
