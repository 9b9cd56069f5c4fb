package dev.rasura.example.recruitment;

import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@NotPersonal("Legal persons")
public class Company extends Tracked {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private @Nullable Long id;

    @Column(length = 80, nullable = false)
    private String name;

    @Column(length = 60, nullable = false)
    private String city;

    @Column(length = 120)
    private @Nullable String website;

    protected Company() {}

    public Company(String name, String city, @Nullable String website, Instant createdAt) {
        super(createdAt);
        this.name = name;
        this.city = city;
        this.website = website;
    }

    public @Nullable Long getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    public String getCity() {
        return city;
    }

    public @Nullable String getWebsite() {
        return website;
    }
}
