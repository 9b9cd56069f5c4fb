package dev.rasura.example.quickstart;

import dev.rasura.SubjectRef;
import dev.rasura.example.chinook.Album;
import dev.rasura.example.chinook.Artist;
import dev.rasura.example.chinook.ChinookData;
import dev.rasura.example.chinook.Customer;
import dev.rasura.example.chinook.Employee;
import dev.rasura.example.chinook.Genre;
import dev.rasura.example.chinook.Invoice;
import dev.rasura.example.chinook.InvoiceLine;
import dev.rasura.example.chinook.MediaType;
import dev.rasura.example.chinook.Playlist;
import dev.rasura.example.chinook.Track;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The music shop. */
record ChinookDataset(Path folder) implements Dataset {

    @Override
    public String name() {
        return "chinook";
    }

    @Override
    public List<Class<?>> classes() {
        return List.of(
                Album.class,
                Artist.class,
                Customer.class,
                Employee.class,
                Genre.class,
                Invoice.class,
                InvoiceLine.class,
                MediaType.class,
                Playlist.class,
                Track.class);
    }

    @Override
    public Clock clock() {
        return Dataset.fixed("2024-01-01T00:00:00Z");
    }

    @Override
    public String retentionRule() {
        return "invoices-older-than-two-years";
    }

    @Override
    public void check() {
        ChinookData.check(folder);
    }

    @Override
    public SubjectRef subject(@Nullable String id) {
        String customer = id == null ? "1" : id;
        if (!ChinookData.customerIds(folder).contains(customer)) {
            throw new RefusedException("There is no customer " + customer + " in Chinook.");
        }
        return SubjectRef.of(Customer.class, customer);
    }

    @Override
    public void load(Connection connection) throws SQLException {
        ChinookData.load(connection, folder);
    }
}
