package dev.rasura.datamap.defaults;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.ErasureDefault;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Whose package says how its values are overwritten. */
@Entity(name = "Neighbour")
@DataSubject(onErasure = RowAction.ANONYMISE)
@ErasureDefault(value = DataCategory.REGION, onErasure = Strategy.CONSTANT, constant = "nearer")
public class Neighbour {

    @Id
    public Long id;

    @PersonalData(DataCategory.FULL_NAME)
    public String name;

    @PersonalData(DataCategory.CITY)
    public String city;

    @PersonalData(DataCategory.REGION)
    public String region;

    @PersonalData(value = DataCategory.CITY, onErasure = Strategy.NULL)
    public String birthplace;
}
