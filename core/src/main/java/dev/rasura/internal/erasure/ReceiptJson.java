package dev.rasura.internal.erasure;

import dev.rasura.erasure.ErasureReceipt;
import java.time.Instant;
import java.util.UUID;

/** The stored form of a receipt, version 1. */
final class ReceiptJson {

    private static final int VERSION = 1;

    private ReceiptJson() {}

    static String write(ErasureReceipt receipt) {
        return JsonText.object(json -> {
            json.writeNumberProperty("v", VERSION);
            json.writeStringProperty("id", receipt.id().toString());
            json.writeStringProperty("subjectType", receipt.subjectType());
            json.writeStringProperty("subject", receipt.subject());
            json.writeStringProperty("executedAt", receipt.executedAt().toString());
            json.writeStringProperty("planHash", receipt.planHash());
            json.writeNumberProperty("statements", receipt.statements());
            json.writeStringProperty("auditEvent", receipt.auditEvent().toString());
            TableCountJson.write(json, receipt.tables());
        });
    }

    static ErasureReceipt read(String text, ErasureReceipt.Outcome outcome) {
        JsonFields json = JsonFields.read(text);
        return new ErasureReceipt(
                UUID.fromString(json.text("id")),
                outcome,
                json.text("subjectType"),
                json.text("subject"),
                Instant.parse(json.text("executedAt")),
                json.text("planHash"),
                json.objects("tables").stream().map(TableCountJson::read).toList(),
                (int) json.number("statements"),
                UUID.fromString(json.text("auditEvent")));
    }
}
