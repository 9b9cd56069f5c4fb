package dev.rasura.example.sakila;

import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.LocalDateTime;

@Entity
@NotPersonal("Copies on the shelf")
public class Inventory {

    @Id
    Integer inventoryId;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "film_id")
    Film film;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "store_id")
    Store store;

    LocalDateTime lastUpdate;
}
