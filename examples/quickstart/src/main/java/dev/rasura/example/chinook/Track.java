package dev.rasura.example.chinook;

import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

@Entity
@NotPersonal("The catalogue")
public class Track {

    @Id
    Integer trackId;

    String name;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "album_id")
    @Nullable
    Album album;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "media_type_id")
    MediaType mediaType;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "genre_id")
    @Nullable
    Genre genre;

    @Nullable
    String composer;

    Integer milliseconds;

    @Nullable
    Integer bytes;

    BigDecimal unitPrice;
}
