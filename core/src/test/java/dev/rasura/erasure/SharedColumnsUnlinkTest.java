package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** References of several columns of which some say more than whom the row refers to. */
class SharedColumnsUnlinkTest extends ErasureContract {

    static class ClerkId implements Serializable {
        String branch;
        int number;

        @Override
        public boolean equals(Object o) {
            return o instanceof ClerkId c && c.branch.equals(branch) && c.number == number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(branch, number);
        }
    }

    @Entity(name = "Clerk")
    @DataSubject
    @IdClass(ClerkId.class)
    static class Clerk {
        @Id
        @NotPersonal
        @Column(length = 20)
        String branch;

        @Id
        int number;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Desk")
    @IdClass(ClerkId.class)
    static class Desk {
        @Id
        @NotPersonal
        @Column(length = 20)
        String branch;

        @Id
        int number;
    }

    @Entity(name = "Parcel")
    @SubjectPath(value = "clerk", onErasure = RowAction.UNLINK)
    static class Parcel {
        @Id
        Long id;

        @NotPersonal
        @Column(name = "branch", length = 20)
        String branch;

        @Column(name = "desk_number")
        @NotPersonal
        Integer deskNumber;

        @Column(name = "clerk_number")
        @NotPersonal
        Integer clerkNumber;

        @ManyToOne
        @JoinColumn(name = "branch", referencedColumnName = "branch", insertable = false, updatable = false)
        @JoinColumn(name = "desk_number", referencedColumnName = "number", insertable = false, updatable = false)
        Desk desk;

        @ManyToOne
        @JoinColumn(name = "branch", referencedColumnName = "branch", insertable = false, updatable = false)
        @JoinColumn(name = "clerk_number", referencedColumnName = "number", insertable = false, updatable = false)
        Clerk clerk;
    }

    @Test
    void aColumnThatIsAlsoOfAnotherReferenceStays() {
        Population p = population(Clerk.class, Desk.class, Parcel.class);
        Clerk anna = new Clerk();
        anna.branch = "north";
        anna.number = 1;
        anna.email = "anna@a.example";
        Desk desk = new Desk();
        desk.branch = "north";
        desk.number = 7;
        Parcel parcel = new Parcel();
        parcel.id = 1L;
        parcel.branch = "north";
        parcel.deskNumber = 7;
        parcel.clerkNumber = 1;
        p.save(anna, desk, parcel);
        var erased = eraseWithoutResidue(p, SubjectRef.ofParts("Clerk", Map.of("branch", "north", "number", 1)));
        assertThat(of(erased.after(), "parcel")).containsExactly("parcel{branch=north, desk_number=7, id=1}");
    }
}
