package dev.rasura.processing;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a record of processing must hold and no database knows (GDPR Art. 30(1)(a), (e), (g)). What is not said here is
 * printed as {@code MISSING}.
 *
 * @param system what the application is called, or empty
 * @param controller one; a controller without a name is none
 * @param representative of a controller outside the Union (Art. 27)
 * @param measures technical and organisational measures (Art. 32(1)), a sentence each
 * @param asOf the day for which the record is given, or null: without it the record holds no date, and changes only with
 *     what it says
 */
public record RecordDetails(
        String system,
        Stated<Party> controller,
        Stated<Party> jointControllers,
        Stated<Party> representative,
        Stated<Party> dataProtectionOfficer,
        Stated<Transfer> transfers,
        Stated<String> measures,
        @Nullable LocalDate asOf) {

    public RecordDetails {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(jointControllers, "jointControllers");
        Objects.requireNonNull(representative, "representative");
        Objects.requireNonNull(dataProtectionOfficer, "dataProtectionOfficer");
        Objects.requireNonNull(transfers, "transfers");
        if (controller.said() && controller.items().size() != 1) {
            throw new IllegalArgumentException("A record of processing has one controller, but "
                    + controller.items().size() + " are given. Others are joint controllers.");
        }
        if (measures.items().stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("A technical or organisational measure is blank.");
        }
    }

    /** Nothing is said. */
    public static RecordDetails none() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects what is known. Not thread-safe. */
    public static final class Builder {

        private String system = "";
        private Stated<Party> controller = Stated.missing();
        private Stated<Party> jointControllers = Stated.missing();
        private Stated<Party> representative = Stated.missing();
        private Stated<Party> dataProtectionOfficer = Stated.missing();
        private Stated<Transfer> transfers = Stated.missing();
        private Stated<String> measures = Stated.missing();
        private @Nullable LocalDate asOf;

        private Builder() {}

        /** What the application is called. */
        public Builder system(String name) {
            this.system = name;
            return this;
        }

        public Builder controller(Party party) {
            this.controller = Stated.of(List.of(party));
            return this;
        }

        /** Those who decide with the controller (Art. 26). Called with nobody it says that there are none. */
        public Builder jointControllers(Party... parties) {
            this.jointControllers = Stated.of(List.of(parties));
            return this;
        }

        public Builder representative(Party party) {
            this.representative = Stated.of(List.of(party));
            return this;
        }

        /** The controller needs none, being established in the Union. */
        public Builder noRepresentative() {
            this.representative = Stated.none();
            return this;
        }

        public Builder dataProtectionOfficer(Party party) {
            this.dataProtectionOfficer = Stated.of(List.of(party));
            return this;
        }

        /** The controller has designated none, as it need not (Art. 37). */
        public Builder noDataProtectionOfficer() {
            this.dataProtectionOfficer = Stated.none();
            return this;
        }

        /** Called with nothing it says that there are none. */
        public Builder transfers(Transfer... items) {
            this.transfers = Stated.of(List.of(items));
            return this;
        }

        public Builder measures(String... sentences) {
            this.measures = sentences.length == 0 ? Stated.missing() : Stated.of(List.of(sentences));
            return this;
        }

        public Builder asOf(@Nullable LocalDate day) {
            this.asOf = day;
            return this;
        }

        /** @throws IllegalArgumentException if a measure is blank */
        public RecordDetails build() {
            return new RecordDetails(
                    system,
                    controller,
                    jointControllers,
                    representative,
                    dataProtectionOfficer,
                    transfers,
                    measures,
                    asOf);
        }
    }
}
