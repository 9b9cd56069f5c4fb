package dev.rasura.example.quickstart;

import dev.rasura.SubjectRef;
import dev.rasura.example.recruitment.Candidate;
import dev.rasura.example.recruitment.Recruiter;
import dev.rasura.example.recruitment.RecruitmentGenerator;
import dev.rasura.example.recruitment.RecruitmentModel;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** The generated recruitment platform. */
final class RecruitmentDataset implements Dataset {

    private static final long FIRST_CANDIDATE = RecruitmentGenerator.firstCandidate(RecruitmentGenerator.PEOPLE);
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,8}");

    @Override
    public String name() {
        return "recruitment";
    }

    @Override
    public List<Class<?>> classes() {
        return RecruitmentModel.classes();
    }

    @Override
    public Clock clock() {
        return Dataset.fixed("2026-06-01T00:00:00Z");
    }

    @Override
    public String retentionRule() {
        return "applications-older-than-two-years";
    }

    @Override
    public SubjectRef subject(@Nullable String id) {
        if (id == null) {
            return SubjectRef.of(Candidate.class, FIRST_CANDIDATE);
        }
        if (!ID.matcher(id).matches() || Long.parseLong(id) > RecruitmentGenerator.PEOPLE) {
            throw new RefusedException("There is no person " + id + " on the platform: recruiters are 1 to "
                    + (FIRST_CANDIDATE - 1) + ", candidates " + FIRST_CANDIDATE + " to " + RecruitmentGenerator.PEOPLE
                    + ".");
        }
        return SubjectRef.of(Long.parseLong(id) < FIRST_CANDIDATE ? Recruiter.class : Candidate.class, id);
    }

    @Override
    public boolean createsTables() {
        return true;
    }

    @Override
    public void fill(SessionFactory sessionFactory) {
        new RecruitmentGenerator(clock(), RecruitmentGenerator.PEOPLE).fill(sessionFactory);
    }
}
