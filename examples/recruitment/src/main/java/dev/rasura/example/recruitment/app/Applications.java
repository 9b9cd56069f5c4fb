package dev.rasura.example.recruitment.app;

import dev.rasura.example.recruitment.JobApplication;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.repository.Repository;

/** Who applied for what. */
interface Applications extends Repository<JobApplication, Long> {

    @EntityGraph(attributePaths = {"candidate", "job"})
    List<JobApplication> findByJobPostedById(long recruiter, Sort order, Limit limit);
}
