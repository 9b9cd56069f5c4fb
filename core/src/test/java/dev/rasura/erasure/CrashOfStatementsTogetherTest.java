package dev.rasura.erasure;

import dev.rasura.testing.Faults;

/** The same where statements go to the database together: all of a round trip has happened, or nothing. */
class CrashOfStatementsTogetherTest extends CrashTest {

    @Override
    Faults faults() {
        return new Faults();
    }

    @Override
    int fewest() {
        return postgresql() ? 7 : 15;
    }
}
