package dev.rasura.example.recruitment.app;

import dev.rasura.example.recruitment.ApplicationStatus;
import dev.rasura.example.recruitment.Candidate;
import dev.rasura.example.recruitment.Job;
import dev.rasura.example.recruitment.JobApplication;
import dev.rasura.spring.SubjectResolver;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Sort;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the platform itself does: jobs, applications and people. */
@RestController
class PlatformEndpoints {

    private static final Limit A_PAGE = Limit.of(50);

    private final Jobs jobs;
    private final Applications applications;
    private final Candidates candidates;
    private final SubjectResolver subjects;

    PlatformEndpoints(Jobs jobs, Applications applications, Candidates candidates, SubjectResolver subjects) {
        this.jobs = jobs;
        this.applications = applications;
        this.candidates = candidates;
        this.subjects = subjects;
    }

    @GetMapping("/jobs")
    List<Offer> jobs() {
        return jobs.findAllBy(Sort.by("postedAt").descending(), A_PAGE).stream()
                .map(Offer::of)
                .toList();
    }

    /** For the recruiter's own jobs. */
    @GetMapping("/applications")
    List<Applicant> applications(Principal recruiter) {
        long id = subjects.resolve(recruiter)
                .map(subject -> Long.parseLong(subject.id()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        return applications.findByJobPostedById(id, Sort.by("submittedAt").descending(), A_PAGE).stream()
                .map(Applicant::of)
                .toList();
    }

    @GetMapping("/candidates/{id}")
    Profile candidate(@PathVariable long id) {
        return candidates
                .findById(id)
                .map(Profile::of)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** A job that is offered. */
    record Offer(@Nullable Long id, String title, String company, Instant postedAt) {

        static Offer of(Job job) {
            return new Offer(job.getId(), job.getTitle(), job.getCompany().getName(), job.getPostedAt());
        }
    }

    /** Someone who applied. */
    record Applicant(
            @Nullable Long application, @Nullable Long candidate, String name, String job, ApplicationStatus status) {

        static Applicant of(JobApplication application) {
            return new Applicant(
                    application.getId(),
                    application.getCandidate().getId(),
                    application.getCandidate().fullName(),
                    application.getJob().getTitle(),
                    application.getStatus());
        }
    }

    /** Someone who looks for work. */
    record Profile(@Nullable Long id, String name, @Nullable String headline, Set<String> skills) {

        static Profile of(Candidate candidate) {
            return new Profile(
                    candidate.getId(),
                    candidate.fullName(),
                    candidate.getHeadline(),
                    new TreeSet<>(candidate.getSkills()));
        }
    }
}
