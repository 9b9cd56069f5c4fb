package dev.rasura.example.docs;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import org.jspecify.annotations.NullUnmarked;

/** The visitor of the classification guide, of whom only code speaks. */
@NullUnmarked
@Entity
public class Visitor {
    @Id
    Long id;

    String name;

    String email;

    String badge;

    LocalDate day;
}
