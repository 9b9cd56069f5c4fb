package dev.rasura.example.benchmarks;

import java.sql.SQLException;

/** What the turns find, and what they leave. */
public interface Rows {

    /** Makes ready what one turn of that size needs, and says by which key it is found. */
    long fill(int size) throws SQLException;

    /** Between blocks of rounds: clears away what should not slow the next ones. */
    void tidy() throws SQLException;
}
