package dev.rasura.example.chinook;

import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

@Entity
@NotPersonal("Credits of published music, not people the shop deals with")
public class Artist {

    @Id
    Integer artistId;

    @Nullable
    String name;
}
