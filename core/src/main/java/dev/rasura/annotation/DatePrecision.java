package dev.rasura.annotation;

/** What is left of a date that is generalised. */
public enum DatePrecision {
    YEAR,
    MONTH
}
