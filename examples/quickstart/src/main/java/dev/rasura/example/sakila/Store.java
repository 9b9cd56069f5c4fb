package dev.rasura.example.sakila;

import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.LocalDateTime;

@Entity
@NotPersonal("A shop is nobody's")
public class Store {

    @Id
    Integer storeId;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "manager_staff_id")
    @NotPersonal("The post, not the person: the shop stays when its manager is erased")
    Staff manager;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "address_id")
    @NotPersonal("Where the shop is")
    Address address;

    LocalDateTime lastUpdate;
}
