package dev.rasura.audit;

/** Whether the personal values that the trail still holds go into an export of it. */
public enum PersonalValues {
    /** Only leaves: pseudonyms and commitments. Enough to prove that nothing was altered. */
    LEFT_OUT,
    /** With values and salts, so that whoever has the export can read them and check each against its commitment. */
    INCLUDED
}
