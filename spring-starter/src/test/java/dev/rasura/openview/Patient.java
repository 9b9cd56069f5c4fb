package dev.rasura.openview;

import dev.rasura.annotation.AuditReads;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.jspecify.annotations.Nullable;

@DataSubject
@AuditReads
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@Entity
class Patient {

    @Id
    long id;

    @PersonalData(DataCategory.FULL_NAME)
    @Nullable
    String name;

    @OneToMany(mappedBy = "patient")
    List<Finding> findings = new ArrayList<>();

    @Entity
    @AuditReads
    static class Finding {

        @Id
        long id;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Patient patient;

        @PersonalData(DataCategory.HEALTH)
        @Nullable
        String text;
    }
}
