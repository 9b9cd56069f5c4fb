package dev.rasura.internal.erasure;

import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.sql.Conflict;
import java.sql.SQLException;
import java.util.Set;

/** One of several steps that went to the database together failed, and which one it was is not known. Never leaves Rasura. */
final class FailedTogether extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Classes of SQLSTATE that say nothing of a step: connection, resources, operator, system. */
    private static final Set<String> ELSEWHERE = Set.of("08", "53", "57", "58", "XX");

    FailedTogether(SQLException cause) {
        super("A step of several failed.", UnitsOfWork.bare(cause));
    }

    /** Whether doing it again step by step may tell more. */
    static boolean mayTell(SQLException failure) {
        String state = failure.getSQLState();
        return !Conflict.is(failure)
                && state != null
                && state.length() == 5
                && !ELSEWHERE.contains(state.substring(0, 2));
    }
}
