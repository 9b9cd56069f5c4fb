package dev.rasura.annotation;

/** The legal bases of GDPR Art. 6(1), in the order of its letters. */
public enum LegalBasis {
    /** Not said; the record of processing prints {@code MISSING}. */
    UNSPECIFIED,
    CONSENT,
    CONTRACT,
    LEGAL_OBLIGATION,
    VITAL_INTERESTS,
    PUBLIC_TASK,
    LEGITIMATE_INTERESTS
}
