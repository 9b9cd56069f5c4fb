package dev.rasura.audit;

/**
 * How the trail is, as far as this process knows without asking the database.
 *
 * @param status whether events are sealed and anchored
 * @param cause why not, with the cure; empty if all is well. Nothing personal
 */
public record TrailHealth(Status status, String cause) {

    /** The kinds of health. */
    public enum Status {
        /** What was recorded is sealed, and its checkpoint can be read back from outside the database. */
        UP,
        /** Sealed, but no anchor can be read back: someone who holds the database could put back an older state as a whole. */
        UNANCHORED,
        /** The last sealing failed. Recording goes on; nothing is lost, and nothing is proven. */
        DOWN
    }
}
