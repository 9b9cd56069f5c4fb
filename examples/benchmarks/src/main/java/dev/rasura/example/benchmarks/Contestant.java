package dev.rasura.example.benchmarks;

/** One way to erase a person. */
interface Contestant {

    String name();

    /** Whether it takes so long with many rows that a few rounds must do. */
    default boolean slow() {
        return false;
    }

    /** Erases the person and commits. */
    void erase(long person) throws Exception;
}
