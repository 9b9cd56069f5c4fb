package dev.rasura.example.sakila;

import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDateTime;

@Entity
@NotPersonal("The catalogue")
public class Language {

    @Id
    Integer languageId;

    String name;
    LocalDateTime lastUpdate;
}
