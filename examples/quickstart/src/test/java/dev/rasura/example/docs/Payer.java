package dev.rasura.example.docs;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.ErasureDefault;
import dev.rasura.annotation.JsonPart;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;

// spotless:off
@Entity
@DataSubject(onErasure = RowAction.ANONYMISE)
@ErasureDefault(value = DataCategory.CITY, onErasure = Strategy.CONSTANT, constant = "-")
public class Payer {
    @Id Long id;

    @PersonalData(DataCategory.EMAIL)
    @Column(nullable = false, unique = true)
    String email;

    @PersonalData(DataCategory.CITY)
    String city;

    @PersonalData(value = DataCategory.DATE_OF_BIRTH, onErasure = Strategy.GENERALISE, precision = DatePrecision.YEAR)
    LocalDate born;

    @PersonalData(value = DataCategory.FINANCIAL, onErasure = Strategy.GENERALISE, bucket = "10000")
    Integer income;

    @PersonalData(value = DataCategory.NETWORK_ADDRESS, onErasure = Strategy.GENERALISE)
    @Column(length = 45)
    String lastAddress;

    @PersonalData(value = DataCategory.ACCOUNT_NUMBER, onErasure = Strategy.CUSTOM, custom = LastFour.class)
    String iban;

    @PersonalData(value = DataCategory.PHONE, keepWhen = "debt > 0", reason = "claims are pursued (Art. 17(3)(e))")
    String phone;

    @NotPersonal
    int debt;

    @PersonalData(value = DataCategory.OTHER, onErasure = Strategy.JSON, reason = "settings are no person's",
        json = {
            @JsonPart(path = "$.name"),
            @JsonPart(path = "$.contacts[*].email", onErasure = Strategy.TOKEN),
        })
    @Column(length = 2000)
    String profile;
}
// spotless:on
