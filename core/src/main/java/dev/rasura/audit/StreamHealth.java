package dev.rasura.audit;

/**
 * How the stream of this process is.
 *
 * @param up whether the last event could be written, and none was dropped since
 * @param cause why not, with the cure; empty if all is well. Nothing personal
 * @param waiting how many events wait to be written
 */
public record StreamHealth(boolean up, String cause, int waiting) {}
