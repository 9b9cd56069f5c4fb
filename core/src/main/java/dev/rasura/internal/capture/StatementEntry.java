package dev.rasura.internal.capture;

import dev.rasura.audit.AuditContext;
import java.util.List;

/**
 * A statement on personal columns that no entity accounts for.
 *
 * @param type the event's type
 * @param action what it does
 * @param entity the entity of the table, or the table
 * @param attributes the attributes behind the personal columns that it names
 */
record StatementEntry(String type, String action, String entity, List<String> attributes, AuditContext context) {}
