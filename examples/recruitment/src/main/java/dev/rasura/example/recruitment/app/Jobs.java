package dev.rasura.example.recruitment.app;

import dev.rasura.example.recruitment.Job;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.repository.Repository;

/** What companies offer. */
interface Jobs extends Repository<Job, Long> {

    @EntityGraph(attributePaths = "company")
    List<Job> findAllBy(Sort order, Limit limit);
}
