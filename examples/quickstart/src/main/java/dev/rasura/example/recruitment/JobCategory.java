package dev.rasura.example.recruitment;

import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "job_category", indexes = @Index(name = "job_category_parent_idx", columnList = "parent_id"))
@NotPersonal("The catalogue")
public class JobCategory {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private @Nullable Long id;

    @Column(length = 60, nullable = false)
    private String name;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable JobCategory parent;

    protected JobCategory() {}

    public JobCategory(String name, @Nullable JobCategory parent) {
        this.name = name;
        this.parent = parent;
    }

    public @Nullable Long getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    public @Nullable JobCategory getParent() {
        return parent;
    }
}
