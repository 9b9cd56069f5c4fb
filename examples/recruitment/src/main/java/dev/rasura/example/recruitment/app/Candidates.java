package dev.rasura.example.recruitment.app;

import dev.rasura.example.recruitment.Candidate;
import java.util.Optional;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.repository.Repository;

/** People who look for work. */
interface Candidates extends Repository<Candidate, Long> {

    @EntityGraph(attributePaths = "skills")
    Optional<Candidate> findById(long id);
}
