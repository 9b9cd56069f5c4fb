package dev.rasura.internal.erasure;

import dev.rasura.erasure.ErasureReceipt;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored form of a receipt, version 1. */
final class ReceiptJson {

    private static final int VERSION = 1;

    private ReceiptJson() {}

    static String write(ErasureReceipt receipt) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("v", VERSION);
        json.put("id", receipt.id().toString());
        json.put("subjectType", receipt.subjectType());
        json.put("subject", receipt.subject());
        json.put("executedAt", receipt.executedAt().toString());
        json.put("planHash", receipt.planHash());
        json.put("statements", receipt.statements());
        json.put("auditEvent", receipt.auditEvent().toString());
        json.put("tables", receipt.tables().stream().map(TableCountJson::tree).toList());
        return JsonTree.write(json);
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
