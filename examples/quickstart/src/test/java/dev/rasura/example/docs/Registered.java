package dev.rasura.example.docs;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Processing;
import jakarta.persistence.MappedSuperclass;
import org.jspecify.annotations.NullUnmarked;

/** The mapped superclass of the classification guide. */
// spotless:off
@NullUnmarked
@MappedSuperclass
@Processing(source = "The municipality")
public abstract class Registered {
    @PersonalData(DataCategory.OTHER) String registry;
}
// spotless:on
