package dev.rasura.audit;

/** How what an event tells of ended. */
public enum Outcome {
    SUCCESS,
    FAILURE,
    DENIED
}
