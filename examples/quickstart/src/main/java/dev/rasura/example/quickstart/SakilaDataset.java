package dev.rasura.example.quickstart;

import dev.rasura.SubjectRef;
import dev.rasura.example.sakila.Actor;
import dev.rasura.example.sakila.Address;
import dev.rasura.example.sakila.Category;
import dev.rasura.example.sakila.City;
import dev.rasura.example.sakila.Country;
import dev.rasura.example.sakila.Customer;
import dev.rasura.example.sakila.Film;
import dev.rasura.example.sakila.FilmActor;
import dev.rasura.example.sakila.FilmCategory;
import dev.rasura.example.sakila.Inventory;
import dev.rasura.example.sakila.Language;
import dev.rasura.example.sakila.Payment;
import dev.rasura.example.sakila.Rental;
import dev.rasura.example.sakila.SakilaData;
import dev.rasura.example.sakila.Staff;
import dev.rasura.example.sakila.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The film rental shop. */
record SakilaDataset(Path folder) implements Dataset {

    @Override
    public String name() {
        return "sakila";
    }

    @Override
    public List<Class<?>> classes() {
        return List.of(
                Actor.class,
                Address.class,
                Category.class,
                City.class,
                Country.class,
                Customer.class,
                Film.class,
                FilmActor.class,
                FilmCategory.class,
                Inventory.class,
                Language.class,
                Payment.class,
                Rental.class,
                Staff.class,
                Store.class);
    }

    @Override
    public Clock clock() {
        return Dataset.fixed("2006-03-01T00:00:00Z");
    }

    @Override
    public String retentionRule() {
        return "inactive-customers";
    }

    @Override
    public void check() {
        SakilaData.check(folder);
    }

    @Override
    public SubjectRef subject(@Nullable String id) {
        String customer = id == null ? "1" : id;
        if (!SakilaData.customerIds(folder).contains(customer)) {
            throw new RefusedException("There is no customer " + customer + " in Sakila.");
        }
        return SubjectRef.of(Customer.class, customer);
    }

    @Override
    public void load(Connection connection) throws SQLException {
        SakilaData.load(connection, folder);
    }
}
