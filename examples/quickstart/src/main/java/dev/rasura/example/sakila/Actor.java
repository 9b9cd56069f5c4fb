package dev.rasura.example.sakila;

import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDateTime;

@Entity
@NotPersonal("Credits of published films, not people the shop deals with")
public class Actor {

    @Id
    Integer actorId;

    String firstName;
    String lastName;
    LocalDateTime lastUpdate;
}
