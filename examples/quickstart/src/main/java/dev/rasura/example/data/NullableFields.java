package dev.rasura.example.data;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records whose fields are null where nothing is written and empty where {@code ""} is, as PostgreSQL exports them. */
final class NullableFields extends CsvCallbackHandler<List<@Nullable String>> {

    private List<@Nullable String> fields = new ArrayList<>();
    private RecordType recordType = RecordType.DATA;

    @Override
    protected RecordType getRecordType() {
        return recordType;
    }

    @Override
    protected int getFieldCount() {
        return fields.size();
    }

    @Override
    protected void beginRecord(long startingLineNumber) {
        fields = new ArrayList<>();
        recordType = RecordType.DATA;
    }

    @Override
    protected void addField(char[] buffer, int offset, int length, boolean quoted) {
        fields.add(quoted || length > 0 ? new String(buffer, offset, length) : null);
    }

    @Override
    protected void setComment(char[] buffer, int offset, int length) {
        recordType = RecordType.COMMENT;
    }

    @Override
    protected void setEmpty() {
        recordType = RecordType.EMPTY;
    }

    @Override
    protected List<@Nullable String> buildRecord() {
        return fields;
    }
}
