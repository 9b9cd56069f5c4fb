package dev.rasura.example.benchmarks;

/** One way to do the work. */
public interface Contestant {

    String name();

    /** Whether it takes so long with many rows that a few rounds must do. */
    default boolean slow() {
        return false;
    }

    /**
     * Does the work of one turn and commits.
     *
     * @param prepared what {@link Rows#fill} made ready for this turn
     */
    void turn(long prepared) throws Exception;
}
