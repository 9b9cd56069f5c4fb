package dev.rasura.internal.export;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;

/** Takes the values of a table's rows one after the other. Columns are counted from 0. */
interface Cells {

    void startRow() throws IOException;

    /** The stored value is null. */
    void none(int column) throws IOException;

    /** The stored value is not the subject's. */
    void withheld(int column) throws IOException;

    void text(int column, String value) throws IOException;

    void number(int column, long value) throws IOException;

    void number(int column, BigDecimal value) throws IOException;

    void truth(int column, boolean value) throws IOException;

    /** @param value what a JSON column holds, which need not be JSON */
    void json(int column, String value) throws IOException;

    /** @param number of the value among the large ones of the table, from 1 */
    void large(int column, long number, LargeValue value) throws IOException, SQLException;

    void endRow() throws IOException;
}
