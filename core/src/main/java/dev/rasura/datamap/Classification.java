package dev.rasura.datamap;

/** What has been said about a column. */
public enum Classification {
    /** It holds personal data. */
    PERSONAL,
    /** Somebody looked and said that it does not. */
    NOT_PERSONAL,
    /** Structure that Hibernate keeps: keys, references, versions, discriminators, list positions. */
    STRUCTURAL,
    /** Nobody has said anything, though the row can belong to a person. */
    UNCLASSIFIED,
    /** No row of the table belongs to a data subject. */
    OUT_OF_REACH
}
