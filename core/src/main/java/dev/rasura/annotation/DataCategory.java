package dev.rasura.annotation;

/**
 * What kind of personal data an attribute holds. A category says whether its values are <em>distinctive</em>: by
 * themselves they point at one person, so that after an erasure not one occurrence may be left. Values of the other
 * categories (a first name, a city) are shared by many people and cannot prove anything alone.
 */
public enum DataCategory {
    FULL_NAME(true),
    /** Distinctive together with the {@link #FAMILY_NAME} of the same row. */
    GIVEN_NAME(false),
    /** Distinctive together with the {@link #GIVEN_NAME} of the same row. */
    FAMILY_NAME(false),
    USER_NAME(true),
    EMAIL(true),
    PHONE(true),
    ADDRESS_LINE(true),
    POSTAL_CODE(false),
    CITY(false),
    REGION(false),
    COUNTRY(false),
    ACCOUNT_NUMBER(true),
    NATIONAL_ID(true),
    NETWORK_ADDRESS(false),
    DATE_OF_BIRTH(false),
    GENDER(false),
    LANGUAGE(false),
    EMPLOYMENT(false),
    EDUCATION(false),
    FINANCIAL(false),
    BEHAVIOUR(false),
    LOCATION(false),
    COMMUNICATION(false),
    FREE_TEXT(false),
    DOCUMENT(false),
    IMAGE(false),
    /** Special categories of GDPR Art. 9(1). */
    HEALTH(false),
    /** Special categories of GDPR Art. 9(1). */
    SPECIAL(false),
    /** Password hashes, tokens, secrets: erased like the rest, never exported. */
    CREDENTIAL(false),
    OTHER(false);

    private final boolean distinctive;

    DataCategory(boolean distinctive) {
        this.distinctive = distinctive;
    }

    /** Whether one value of this category points at one person. */
    public boolean distinctive() {
        return distinctive;
    }

    /** Whether it is one of the special categories (GDPR Art. 9(1)). */
    public boolean special() {
        return this == HEALTH || this == SPECIAL;
    }

    /** Whether values of this category are kept out of every export. */
    public boolean secret() {
        return this == CREDENTIAL;
    }
}
