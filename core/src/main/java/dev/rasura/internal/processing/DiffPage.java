package dev.rasura.internal.processing;

import dev.rasura.internal.render.MarkdownPage;
import dev.rasura.internal.render.Wording;
import dev.rasura.processing.RecordDiff;
import java.util.List;

/** What has changed, as a comment for a pull request. */
public final class DiffPage {

    private DiffPage() {}

    public static String markdown(RecordDiff diff) {
        MarkdownPage page = new MarkdownPage();
        page.heading(3, RecordWords.TITLE + ": " + count(diff.changes().size()));
        if (!diff.isEmpty()) {
            page.grid(
                    "Changes",
                    List.of("What", "Part", "Purpose", "Before", "After"),
                    diff.changes().stream()
                            .map(c -> List.of(
                                    Wording.of(c.kind()), Wording.of(c.part()), c.purpose(), c.before(), c.after()))
                            .toList());
        }
        page.paragraph(
                diff.missingBefore() == diff.missingAfter()
                        ? "Missing parts: " + diff.missingAfter() + ", as before."
                        : "Missing parts: " + diff.missingAfter() + ", before " + diff.missingBefore() + ".");
        return page.text();
    }

    private static String count(int changes) {
        return changes == 0 ? "no change" : changes == 1 ? "1 change" : changes + " changes";
    }
}
