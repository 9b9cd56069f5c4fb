package dev.rasura.audit;

/** Where events go. */
public enum Sinks {
    /** To the sealed trail in the database. */
    TRAIL(true, false),
    /**
     * To the stream alone. There is no row, so there is no seal and no proof: nobody can show that such an event was there, or
     * is unaltered, no query finds it, and no erasure reaches what it says.
     */
    STREAM(false, true),
    /** To the trail, and after the commit, as an independent copy with the leaf's hash, to the stream. */
    BOTH(true, true);

    private final boolean trail;
    private final boolean stream;

    Sinks(boolean trail, boolean stream) {
        this.trail = trail;
        this.stream = stream;
    }

    /** Whether events are rows of the trail. */
    public boolean trail() {
        return trail;
    }

    /** Whether events are handed to an {@link dev.rasura.spi.EventSink}. */
    public boolean stream() {
        return stream;
    }
}
