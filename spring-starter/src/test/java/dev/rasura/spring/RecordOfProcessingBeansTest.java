package dev.rasura.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.ConfigurationException;
import dev.rasura.processing.Party;
import dev.rasura.processing.RecordDetails;
import dev.rasura.processing.RecordFormat;
import dev.rasura.processing.RecordOfProcessing;
import dev.rasura.processing.Stated;
import dev.rasura.processing.Transfer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The record of processing from properties, and the data map in the log. */
@ExtendWith(OutputCaptureExtension.class)
class RecordOfProcessingBeansTest {

    private final ApplicationContextRunner application = Contexts.complete(new ApplicationContextRunner());

    @Test
    void whatThePropertiesSayIsInTheRecord() {
        application
                .withPropertyValues(
                        "spring.application.name=members",
                        "rasura.controller.name=Acme",
                        "rasura.controller.address=1 Main Street",
                        "rasura.controller.contact=privacy@acme.example",
                        "rasura.joint-controllers[0].name=Beta",
                        "rasura.representative.name=none",
                        "rasura.data-protection-officer.name=Ada",
                        "rasura.transfers[0].country=Japan",
                        "rasura.transfers[0].safeguard=adequacy decision",
                        "rasura.measures[0]=Access by role")
                .run(context -> assertThat(
                                context.getBean(RecordOfProcessing.class).details())
                        .isEqualTo(new RecordDetails(
                                "members",
                                Stated.of(List.of(new Party("Acme", "1 Main Street", "privacy@acme.example"))),
                                Stated.of(List.of(new Party("Beta", "", ""))),
                                Stated.none(),
                                Stated.of(List.of(new Party("Ada", "", ""))),
                                Stated.of(List.of(new Transfer("Japan", "", "adequacy decision"))),
                                Stated.of(List.of("Access by role")),
                                null)));
    }

    @Test
    void whatTheyLeaveOutIsMissing() {
        application.run(context -> {
            RecordOfProcessing record = context.getBean(RecordOfProcessing.class);
            assertThat(record.details()).isEqualTo(RecordDetails.none());
            assertThat(record.render(RecordFormat.MARKDOWN)).contains("**Controller:** **MISSING**");
        });
    }

    @Test
    void anEmptyListSaysThatThereAreNone() {
        application
                .withPropertyValues("rasura.joint-controllers=", "rasura.transfers=")
                .run(context -> {
                    RecordDetails details =
                            context.getBean(RecordOfProcessing.class).details();
                    assertThat(details.jointControllers()).isEqualTo(Stated.none());
                    assertThat(details.transfers()).isEqualTo(Stated.none());
                });
    }

    @Test
    void detailsOfOnesOwnTakeTheirPlace() {
        RecordDetails own =
                RecordDetails.builder().controller(new Party("Acme", "", "")).build();
        application
                .withBean(RecordDetails.class, () -> own)
                .run(context -> assertThat(
                                context.getBean(RecordOfProcessing.class).details())
                        .isSameAs(own));
    }

    @Test
    void aPartyWithoutANameStopsTheStart() {
        assertRefused("rasura.representative.name", "rasura.representative.address=1 Main Street");
        assertRefused("rasura.joint-controllers[0].name", "rasura.joint-controllers[0].contact=+49");
        assertRefused("rasura.transfers[0].country", "rasura.transfers[0].recipient=Print shop");
        assertRefused("rasura.controller.name", "rasura.controller.name=none");
    }

    private void assertRefused(String named, String property) {
        application
                .withPropertyValues(property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining(named));
    }

    @Test
    void theDataMapIsATableInTheLog(CapturedOutput output) {
        application.run(context -> assertThat(output).contains("Data map\n========\n", "Member (itself)"));
    }

    @Test
    void unlessItIsSwitchedOff(CapturedOutput output) {
        application
                .withPropertyValues("rasura.data-map.print=false")
                .run(context ->
                        assertThat(output).doesNotContain("Data map\n====").contains("Hikari"));
    }
}
