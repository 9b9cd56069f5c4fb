package dev.rasura.example.chinook;

import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

@Entity
@NotPersonal("The catalogue")
public class MediaType {

    @Id
    Integer mediaTypeId;

    @Nullable
    String name;
}
