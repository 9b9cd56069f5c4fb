package dev.rasura.internal.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.rasura.internal.render.CsvCells;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of one table as CSV (RFC 4180). A null is empty, an empty text is {@code ""}. */
final class CsvTable implements Cells {

    private final ExportedTable table;
    private final CsvWriter csv;
    private final @Nullable String[] cells;

    private CsvTable(ExportedTable table, CsvWriter csv) {
        this.table = table;
        this.csv = csv;
        this.cells = new @Nullable String[table.columns().size()];
    }

    static void write(TableReading reading, OutputStream out) throws SQLException, IOException {
        try (CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(QuoteStrategies.EMPTY)
                .build(out, StandardCharsets.UTF_8)) {
            ExportedTable table = reading.table();
            csv.writeRecord(table.columns().stream()
                    .map(c -> CsvCells.guarded(c.name()))
                    .toArray(String[]::new));
            reading.read(new CsvTable(table, csv));
        }
    }

    @Override
    public void startRow() {
        // A row is written when it ends.
    }

    @Override
    public void none(int column) {
        cells[column] = null;
    }

    @Override
    public void withheld(int column) {
        cells[column] = null;
    }

    @Override
    public void text(int column, String value) {
        cells[column] = CsvCells.guarded(value);
    }

    @Override
    public void number(int column, long value) {
        cells[column] = Long.toString(value);
    }

    @Override
    public void number(int column, BigDecimal value) {
        cells[column] = value.toPlainString();
    }

    @Override
    public void truth(int column, boolean value) {
        cells[column] = Boolean.toString(value);
    }

    @Override
    public void json(int column, String value) {
        cells[column] = CsvCells.guarded(value);
    }

    @Override
    public void large(int column, long number, LargeValue value) {
        cells[column] = ZipArchive.attachment(table, table.columns().get(column), number, value.text());
    }

    @Override
    public void endRow() {
        csv.writeRecord(cells);
    }
}
