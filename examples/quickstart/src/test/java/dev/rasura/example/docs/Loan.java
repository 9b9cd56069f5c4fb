package dev.rasura.example.docs;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;

// spotless:off
@Entity
@Retain(ground = "Book still out (Art. 17(3)(e))", when = "returned is null")
@Retention(rule = "loans-after-a-year", start = "returned", period = "P1Y")
public class Loan {
    @Id Long id;

    @ManyToOne(optional = false) Reader reader;

    @PersonalData(DataCategory.BEHAVIOUR) String title;
    @PersonalData(DataCategory.BEHAVIOUR) LocalDate returned;
}
// spotless:on
