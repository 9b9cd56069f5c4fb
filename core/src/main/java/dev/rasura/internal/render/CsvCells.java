package dev.rasura.internal.render;

/** Text as a cell of CSV that people open in a spreadsheet. */
public final class CsvCells {

    private CsvCells() {}

    /** Spreadsheets take a cell that begins like this for a formula, which could send the row away (CWE-1236). */
    public static String guarded(String text) {
        return !text.isEmpty() && "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
