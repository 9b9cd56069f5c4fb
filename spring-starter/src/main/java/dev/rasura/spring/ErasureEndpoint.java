package dev.rasura.spring;

import dev.rasura.audit.AuditContext;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.erasure.Erasures;
import dev.rasura.erasure.TableCount;
import dev.rasura.erasure.Treatment;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Erases the caller's account (GDPR Art. 17). The answer is 200 with what was done: whoever asks for erasure is to be told
 * what is kept, and why (Art. 12(4)). A repetition is answered the same way, and says that nothing was left to erase.
 * Ending the session is the application's matter.
 */
@RestController
@RequestMapping("${rasura.web.base-path:/users/me}")
final class ErasureEndpoint {

    private final Erasures erasures;
    private final SubjectResolver resolver;

    ErasureEndpoint(Erasures erasures, SubjectResolver resolver) {
        this.erasures = erasures;
        this.resolver = resolver;
    }

    @DeleteMapping
    ResponseEntity<Answer> erase(HttpServletRequest request) {
        Caller caller = Caller.of(request, resolver);
        try (AuditContext.Scope scope =
                caller.context("Request of the data subject (Art. 17)").open()) {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .body(Answer.of(erasures.erase(caller.subject())));
        }
    }

    /**
     * The receipt as the person needs it: no table is named, and no pseudonym given.
     *
     * @param id of the erasure, to refer to it
     * @param rows how many rows were treated how
     * @param kept what is kept, and why
     */
    record Answer(
            UUID id, ErasureReceipt.Outcome outcome, Instant executedAt, Map<Treatment, Long> rows, List<Kept> kept) {

        static Answer of(ErasureReceipt receipt) {
            Map<Treatment, Long> rows = receipt.tables().stream()
                    .collect(Collectors.groupingBy(
                            TableCount::treatment, TreeMap::new, Collectors.summingLong(TableCount::rows)));
            List<Kept> kept = receipt.tables().stream()
                    .filter(table -> table.treatment() == Treatment.RETAINED && table.rows() > 0)
                    .map(table -> new Kept(table.ground(), table.until(), table.rows()))
                    .toList();
            return new Answer(receipt.id(), receipt.outcome(), receipt.executedAt(), rows, kept);
        }
    }

    /**
     * Rows that are kept.
     *
     * @param until when, or null
     */
    record Kept(@Nullable String ground, @Nullable String until, long rows) {}
}
