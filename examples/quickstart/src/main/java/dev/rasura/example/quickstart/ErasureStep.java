package dev.rasura.example.quickstart;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.ErasurePlan;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.erasure.ScanArea;
import dev.rasura.erasure.TableCount;
import dev.rasura.erasure.Treatment;
import java.util.List;
import java.util.Locale;

/** Plans the erasure, carries it out, and has the whole database searched for what it may have left. */
final class ErasureStep {

    private final Console console;

    ErasureStep(Console console) {
        this.console = console;
    }

    Report.Erasure run(Rasura rasura, SubjectRef subject) {
        console.step(3, "Erasure: the plan, the receipt, and a search of the whole database");
        ErasurePlan plan = rasura.erasure().plan(subject);
        console.line("The plan (decisions " + plan.hash().substring(0, 16) + "):");
        print(plan.tables());
        ErasureReceipt receipt = console.doing("Erasing", () -> rasura.erasure().execute(plan));
        console.line("The receipt " + receipt.id() + ": " + receipt.outcome() + ", " + receipt.statements()
                + " statements; the person is " + receipt.subject() + " from now on");
        print(receipt.tables());
        Attestation attestation = console.doing(
                "Searching the whole database", () -> rasura.erasure().attest(receipt.id(), ScanArea.DATABASE));
        print(attestation);
        return new Report.Erasure(
                receipt.rows(Treatment.DELETED),
                receipt.rows(Treatment.ANONYMISED) + receipt.rows(Treatment.PSEUDONYMISED),
                receipt.rows(Treatment.RETAINED),
                receipt.statements(),
                attestation.residue(),
                attestation.shared(),
                attestation.result() == Attestation.Result.NONE_FOUND);
    }

    private void print(List<TableCount> counts) {
        Table table = new Table("table", "rows", "are", "how, or on what ground");
        for (TableCount count : counts) {
            String detail = count.ground() == null
                    ? String.join(", ", count.columns())
                    : count.ground() + (count.until() == null ? "" : ", until " + count.until());
            table.row(count.table(), count.rows(), count.treatment().name().toLowerCase(Locale.ROOT), detail);
        }
        console.table(table);
    }

    private void print(Attestation attestation) {
        console.fact("attestation", attestation.result());
        console.fact("searched", attestation.tables() + " tables, " + attestation.rows() + " rows");
        console.fact("residue", attestation.residue());
        console.fact("shared", attestation.shared() + " values that others have too");
        attestation
                .finds()
                .forEach(
                        f -> console.warning("found in " + f.table() + "." + f.column() + ": " + f.count() + " times"));
        attestation.skipped().forEach(s -> console.warning("not read: " + s));
    }
}
