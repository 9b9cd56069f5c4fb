package dev.rasura.audit;

/**
 * One thing that verification has to say.
 *
 * @param kind what kind of thing it is
 * @param where the row or place: {@code leaf 17}, {@code staged 0190...}, {@code counter node/epoch/17}
 * @param what what is wrong there, and nothing personal
 */
public record Finding(Kind kind, String where, String what) {

    /** What kind of thing a finding is. */
    public enum Kind {
        /** A row, or the tree over the rows, is not what it was when it was written. */
        ALTERED(true),
        /** A row that was committed is gone. */
        MISSING(true),
        /** A row is there that the trail did not write. */
        INSERTED(true),
        /** The sealer met a staged row that was not genuine, and sealed this fact. */
        ALARM(true),
        /** A row was made with a secret that this process does not hold, so nothing can be said of it. */
        UNKNOWN_KEY(true),
        /** A number was given out whose transaction had not ended when its node last reported. */
        PENDING(false),
        /** What a node recorded after its last report cannot be proven complete. */
        UNSETTLED(false),
        /** A row is there and genuine, though its node believed the transaction rolled back: its commit's answer was lost. */
        IN_DOUBT(false),
        /** The log takes the place of another one, whose last checkpoint its first leaf holds. */
        RECOVERED(false),
        /** Leaves that no signed checkpoint covers yet. */
        UNCOVERED(false);

        private final boolean breach;

        Kind(boolean breach) {
            this.breach = breach;
        }

        /** Whether a trail with such a finding is not intact. */
        public boolean isBreach() {
            return breach;
        }
    }

    /** One line for a report. */
    @Override
    public String toString() {
        return kind + " " + where + ": " + what;
    }
}
