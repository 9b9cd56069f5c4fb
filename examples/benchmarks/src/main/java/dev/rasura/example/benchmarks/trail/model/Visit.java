package dev.rasura.example.benchmarks.trail.model;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import org.hibernate.envers.Audited;
import org.hibernate.envers.RelationTargetAuditMode;
import org.jspecify.annotations.Nullable;

/** What is inserted: when a member came by. Envers looks at it in its own factory only. */
@Entity
@Audited
public class Visit {

    @Id
    @Nullable
    Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @Audited(targetAuditMode = RelationTargetAuditMode.NOT_AUDITED)
    @Nullable
    Member member;

    @PersonalData(DataCategory.BEHAVIOUR)
    @Nullable
    Instant began;

    @PersonalData(DataCategory.BEHAVIOUR)
    @Nullable
    String place;

    @PersonalData(DataCategory.BEHAVIOUR)
    @Nullable
    String remark;

    @NotPersonal("the length of any visit")
    int minutes;

    protected Visit() {}

    public Visit(long id, Member member) {
        this.id = id;
        this.member = member;
        began = Instant.ofEpochSecond(1_760_000_000L + id);
        place = "hall " + id % 7;
        remark = "came with a guest";
        minutes = (int) (id % 120);
    }
}
