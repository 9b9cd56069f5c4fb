package dev.rasura.internal.schema;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names as the catalogue has them: what a statement does not quote is folded, to upper case on H2, to lower on PostgreSQL. */
public final class StoredNames {

    private final boolean upper;
    private final boolean lower;
    private final char quote;

    public StoredNames(DatabaseMetaData metadata) throws SQLException {
        upper = metadata.storesUpperCaseIdentifiers();
        lower = metadata.storesLowerCaseIdentifiers();
        quote = metadata.getIdentifierQuoteString().trim().charAt(0);
    }

    /** The name that the database has for one that stands alone in a statement, quoted or not. */
    public String last(String sql) {
        List<String> parts = parts(sql);
        return parts.get(parts.size() - 1);
    }

    /** The parts of a qualified name as it stands in a statement: perhaps the catalogue and the schema, then the table. */
    public List<String> parts(String sql) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean within = false;
        for (int i = 0; i <= sql.length(); i++) {
            if (i == sql.length() || (sql.charAt(i) == '.' && !within)) {
                parts.add(stored(sql.substring(start, i)));
                start = i + 1;
            } else if (sql.charAt(i) == quote) {
                within = !within;
            }
        }
        return parts;
    }

    private String stored(String part) {
        if (part.length() > 1 && part.charAt(0) == quote) {
            String one = String.valueOf(quote);
            return part.substring(1, part.length() - 1).replace(one + one, one);
        }
        return upper ? part.toUpperCase(Locale.ROOT) : lower ? part.toLowerCase(Locale.ROOT) : part;
    }
}
