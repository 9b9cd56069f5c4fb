package dev.rasura.example.benchmarks;

/** One way to erase a person. */
interface Contestant {

    String name();

    /** Erases the person and commits. */
    void erase(long person) throws Exception;
}
