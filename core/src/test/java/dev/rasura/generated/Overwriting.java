package dev.rasura.generated;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.generated.Model.Attr;
import dev.rasura.generated.Model.Kind;
import dev.rasura.generated.Model.Said;
import dev.rasura.generated.Obj.Written;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is written over values, in the words of the strategies. */
final class Overwriting {

    private Overwriting() {}

    /** @param nullable whether the column of the row may be null, be it the live one or one of a history */
    static @Nullable Object written(Attr attr, boolean nullable, @Nullable Object value) {
        if (!(attr.said() instanceof Said.Personal personal)) {
            return value;
        }
        return switch (personal.strategy()) {
            case NULL -> null;
            case TOKEN -> token(personal, value);
            case AUTO -> nullable ? null : token(personal, value);
            case KEYED_HASH -> value == null ? null : Written.HASH;
            case CONSTANT -> constant(attr.col().kind(), personal.constant());
            case JSON -> value instanceof Doc doc ? edited(doc) : value;
            case GENERALISE -> value == null ? null : cut(value, personal.precision());
            default -> value;
        };
    }

    private static Doc edited(Doc doc) {
        return doc.with("name", null).with("mail", doc.members().containsKey("mail") ? Written.TOKEN : null);
    }

    private static @Nullable Object token(Said.Personal personal, @Nullable Object value) {
        return value == null ? null : personal.category() == DataCategory.EMAIL ? Written.MAIL_TOKEN : Written.TOKEN;
    }

    static Object constant(Kind kind, String text) {
        return switch (kind) {
            case INT -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case DECIMAL -> new BigDecimal(text);
            case BOOL -> Boolean.valueOf(text);
            case DATE -> LocalDate.parse(text);
            case TIMESTAMP -> LocalDateTime.parse(text);
            case UUID -> UUID.fromString(text);
            default -> text;
        };
    }

    private static Object cut(Object value, DatePrecision precision) {
        LocalDate date = value instanceof LocalDateTime time ? time.toLocalDate() : (LocalDate) value;
        LocalDate first = precision == DatePrecision.YEAR ? date.withDayOfYear(1) : date.withDayOfMonth(1);
        return value instanceof LocalDateTime ? first.atStartOfDay() : first;
    }
}
