package dev.rasura.example.docs;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Processing;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.NullUnmarked;

/** The address of the classification guide. */
// spotless:off
@NullUnmarked
@Embeddable
@Processing(purpose = "Letters")
public class Address {
    @PersonalData(DataCategory.ADDRESS_LINE) String street;
    @PersonalData(DataCategory.CITY) String city;
}
// spotless:on
