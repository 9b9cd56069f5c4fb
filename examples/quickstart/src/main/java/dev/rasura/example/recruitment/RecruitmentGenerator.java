package dev.rasura.example.recruitment;

import dev.rasura.example.recruitment.People.Person;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty platform with invented people, the same ones for the same number of people and the same clock. The
 * recruiters come first; the first candidate ({@link #firstCandidate}) has something of everything: an application of
 * each age, one of them ending in a contract, messages both ways, a CV, notes, notifications of each kind, logins.
 *
 * <p>Whoever writes about a person does so in a row that is that person's (a note, a notification). Messages never name
 * their recipient: they remain with their sender when the recipient goes.
 */
public final class RecruitmentGenerator {

    public static final int PEOPLE = 2_000;

    private static final long SEED = 20_260_601;
    private static final int PEOPLE_PER_RECRUITER = 16;
    private static final int RECRUITERS_PER_COMPANY = 2;
    private static final int JOBS_PER_RECRUITER = 4;
    private static final int APPLICATIONS_PER_CANDIDATE = 3;
    private static final Duration FOUR_YEARS = Duration.ofDays(4 * 365 + 1);
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final int BATCH = 200;

    private final Instant now;
    private final int people;
    private final SplittableRandom random = new SplittableRandom(SEED);

    private final List<Company> companies = new ArrayList<>();
    private final List<JobCategory> categories = new ArrayList<>();
    private final List<Recruiter> recruiters = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();

    public RecruitmentGenerator(Clock clock, int people) {
        if (people < PEOPLE_PER_RECRUITER) {
            throw new IllegalArgumentException(
                    "A platform needs at least " + PEOPLE_PER_RECRUITER + " people, but got " + people + ".");
        }
        this.now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        this.people = people;
    }

    /** The id of the first candidate among so many people; the last one's is the number of people. */
    public static long firstCandidate(int people) {
        return people / PEOPLE_PER_RECRUITER + 1L;
    }

    /** Inserts everything in one transaction. A generator is good for one platform. */
    public void fill(SessionFactory sessionFactory) {
        invent();
        sessionFactory.inStatelessTransaction(session -> {
            session.setJdbcBatchSize(BATCH);
            session.insertMultiple(companies);
            session.insertMultiple(categories);
            session.insertMultiple(recruiters);
            session.insertMultiple(jobs);
            session.insertMultiple(candidates);
            session.insertMultiple(applications(random.split()));
            session.insertMultiple(messages(random.split()));
            session.insertMultiple(notes(random.split()));
            session.insertMultiple(documents(random.split()));
            session.insertMultiple(notifications(random.split()));
            session.insertMultiple(loginEvents(random.split()));
        });
    }

    private void invent() {
        People invented = new People(random.split(), people);
        int recruiterCount = people / PEOPLE_PER_RECRUITER;
        companies(Math.max(1, recruiterCount / RECRUITERS_PER_COMPANY), random.split());
        categories();
        SplittableRandom traits = random.split();
        for (int i = 0; i < recruiterCount; i++) {
            recruiters.add(recruiter(invented.next(), companies.get(i % companies.size()), traits));
        }
        jobs(recruiterCount * JOBS_PER_RECRUITER, random.split());
        for (int i = recruiterCount; i < people; i++) {
            candidates.add(candidate(invented.next(), traits));
        }
    }

    private void companies(int count, SplittableRandom chance) {
        for (int i = 0; i < count; i++) {
            String name = "Firma %02d %s".formatted(i + 1, Names.TRADES.get(i % Names.TRADES.size()));
            String website = "https://firma%02d.example.com".formatted(i + 1);
            companies.add(new Company(name, pick(Names.CITIES, chance), website, now.minus(FOUR_YEARS)));
        }
    }

    private void categories() {
        JobCategory all = new JobCategory("All jobs", null);
        categories.add(all);
        for (String trade : Names.TRADES) {
            JobCategory category = new JobCategory(trade, all);
            categories.add(category);
            categories.add(new JobCategory(trade + ", senior", category));
        }
    }

    private Recruiter recruiter(Person person, Company company, SplittableRandom chance) {
        Recruiter recruiter = new Recruiter(
                person.givenName(),
                person.familyName(),
                person.email(),
                person.userName(),
                person.passwordHash(),
                company,
                now.minus(FOUR_YEARS));
        recruiter.setJobTitle(chance.nextBoolean() ? "Recruiter" : "Head of Talent");
        recruiter.setAddress(person.address());
        recruiter.setPhone(person.phone());
        recruiter.setLastLoginAt(before(now, Duration.ofDays(30), chance));
        return recruiter;
    }

    /** Jobs in the order of their posting, evenly over the four years. */
    private void jobs(int count, SplittableRandom chance) {
        for (int i = 0; i < count; i++) {
            Recruiter recruiter = recruiters.get(i % recruiters.size());
            String title = pick(Names.OCCUPATIONS, chance);
            jobs.add(new Job(
                    recruiter.getCompany(),
                    pick(categories, chance),
                    recruiter,
                    title,
                    title + " wanted. You bring " + pick(Names.SKILLS, chance) + " and curiosity.",
                    now.minus(FOUR_YEARS).plus(FOUR_YEARS.multipliedBy(i).dividedBy(count))));
        }
    }

    private Candidate candidate(Person person, SplittableRandom chance) {
        Candidate candidate = new Candidate(
                person.givenName(),
                person.familyName(),
                person.email(),
                person.userName(),
                person.passwordHash(),
                person.talentNumber(),
                now.minus(FOUR_YEARS));
        String occupation = pick(Names.OCCUPATIONS, chance);
        candidate.setHeadline(occupation + " with " + (1 + chance.nextInt(20)) + " years of experience");
        candidate.setBirthDate(LocalDate.of(1960, 1, 1).plusDays(chance.nextInt(45 * 365)));
        candidate.setDesiredSalary(30_000 + 1_000 * chance.nextInt(60));
        candidate.setOpenToWork(chance.nextInt(3) > 0);
        candidate.setLanguage(chance.nextBoolean() ? "de" : "en");
        candidate.setAddress(person.address());
        candidate.setPhone(person.phone());
        candidate.setLastLoginAt(before(now, Duration.ofDays(400), chance));
        for (int i = 0; i < 3; i++) {
            candidate.getSkills().add(pick(Names.SKILLS, chance));
            candidate.getSavedJobs().add(pick(jobs, chance));
        }
        LocalDate start =
                LocalDate.ofInstant(now, ZoneOffset.UTC).minusYears(10).withDayOfMonth(1);
        LocalDate change = start.plusMonths(6 + chance.nextInt(40));
        candidate.getPreviousEmployers().add(employer(occupation, start, change, chance));
        candidate.getPreviousEmployers().add(employer(occupation, change, null, chance));
        return candidate;
    }

    private PreviousEmployer employer(
            String occupation, LocalDate start, @Nullable LocalDate end, SplittableRandom chance) {
        return new PreviousEmployer(pick(companies, chance).getName(), occupation, start, end);
    }

    private List<JobApplication> applications(SplittableRandom chance) {
        List<JobApplication> applications = new ArrayList<>();
        Duration share = FOUR_YEARS.dividedBy(APPLICATIONS_PER_CANDIDATE);
        for (Candidate candidate : candidates) {
            Set<Job> appliedFor = new HashSet<>();
            for (int i = 0; i < APPLICATIONS_PER_CANDIDATE; i++) {
                Instant submittedAt = before(now.minus(share.multipliedBy(i)), share, chance);
                Job job = jobOpenAt(submittedAt, chance);
                if (appliedFor.add(job)) {
                    boolean hired = candidate.equals(candidates.get(0)) ? i == 1 : chance.nextInt(12) == 0;
                    applications.add(application(candidate, job, submittedAt, hired, chance));
                }
            }
        }
        return applications;
    }

    private JobApplication application(
            Candidate candidate, Job job, Instant submittedAt, boolean hired, SplittableRandom chance) {
        String letter =
                """
                Dear Sir or Madam,
                I apply as %s. I bring %s.
                You reach me at %s.
                %s""".formatted(job.getTitle(), pick(Names.SKILLS, chance), candidate.getEmail(), candidate.fullName());
        JobApplication application = new JobApplication(candidate, job, letter, submittedAt);
        application.setExpectedSalary(candidate.getDesiredSalary());
        application.setStatus(hired ? ApplicationStatus.HIRED : undecidedOrRefused(submittedAt, chance));
        return application;
    }

    private ApplicationStatus undecidedOrRefused(Instant submittedAt, SplittableRandom chance) {
        if (submittedAt.isAfter(now.minus(Duration.ofDays(60)))) {
            return chance.nextBoolean() ? ApplicationStatus.SUBMITTED : ApplicationStatus.INTERVIEW;
        }
        return chance.nextInt(5) == 0 ? ApplicationStatus.WITHDRAWN : ApplicationStatus.REJECTED;
    }

    /** Threads of three: a question, the recruiter's answer, thanks. */
    private List<Message> messages(SplittableRandom chance) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (i > 0 && chance.nextInt(3) == 0) {
                continue;
            }
            Candidate candidate = candidates.get(i);
            Job job = pick(jobs, chance);
            Recruiter recruiter = job.getPostedBy();
            Instant asked = before(now.minus(A_DAY), FOUR_YEARS, chance);
            String subject = "Your job offer: " + job.getTitle();
            String question = "Hello, is the job still open? Call me at "
                    + phone(candidate).number() + ".\n" + candidate.fullName();
            Message first = new Message(candidate, recruiter, null, subject, question, asked);
            String answer = "Hello, it is. Please apply until Friday.\n" + recruiter.fullName();
            Message second = new Message(recruiter, candidate, first, "Re: " + subject, answer, later(asked, 1));
            String thanks = "Many thanks!\n" + candidate.fullName();
            Message third = new Message(candidate, recruiter, second, "Re: " + subject, thanks, later(asked, 2));
            messages.addAll(List.of(first, second, third));
        }
        return messages;
    }

    private List<Note> notes(SplittableRandom chance) {
        List<Note> notes = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Recruiter author = pick(recruiters, chance);
            String text = "Spoke with " + candidate.fullName() + " on the phone ("
                    + phone(candidate).number() + "). "
                    + (chance.nextBoolean() ? "Good impression, invite." : "Rather for a junior position.");
            notes.add(new Note(candidate, author, text, before(now, FOUR_YEARS, chance)));
        }
        return notes;
    }

    private List<Document> documents(SplittableRandom chance) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i += 2) {
            Candidate candidate = candidates.get(i);
            String content = """
                    Curriculum vitae
                    %s
                    %s, %s %s
                    %s, %s
                    %s
                    """.formatted(
                            candidate.fullName(),
                            address(candidate).street(),
                            address(candidate).postalCode(),
                            address(candidate).city(),
                            candidate.getEmail(),
                            phone(candidate).number(),
                            candidate.getHeadline());
            documents.add(new Document(
                    uuid(chance),
                    candidate,
                    "cv-" + Names.ascii(candidate.fullName()).replace(' ', '-') + ".txt",
                    "text/plain; charset=utf-8",
                    content.getBytes(StandardCharsets.UTF_8),
                    before(now, FOUR_YEARS, chance)));
        }
        return documents;
    }

    private List<Notification> notifications(SplittableRandom chance) {
        List<Notification> notifications = new ArrayList<>();
        for (Candidate candidate : candidates) {
            String greeting = "{\"greeting\":\"Hello " + candidate.fullName() + "\"}";
            Instant sentAt = before(now.minus(A_DAY), Duration.ofDays(700), chance);
            notifications.add(new EmailNotification(candidate, "weekly-jobs", greeting, sentAt));
            if (chance.nextInt(2) == 0 || candidate.equals(candidates.get(0))) {
                String token = Long.toHexString(chance.nextLong()) + Long.toHexString(chance.nextLong());
                notifications.add(new PushNotification(candidate, null, greeting, token, later(sentAt, 1)));
                InAppNotification inApp = new InAppNotification(candidate, "welcome", null, later(sentAt, 2));
                inApp.setReadAt(later(sentAt, 3));
                notifications.add(inApp);
            }
        }
        return notifications;
    }

    private List<LoginEvent> loginEvents(SplittableRandom chance) {
        List<LoginEvent> logins = new ArrayList<>();
        for (Candidate candidate : candidates) {
            for (int i = 0; i < 3; i++) {
                logins.add(login(candidate.getUserName(), chance));
            }
        }
        recruiters.forEach(recruiter -> logins.add(login(recruiter.getUserName(), chance)));
        return logins;
    }

    private LoginEvent login(String userName, SplittableRandom chance) {
        // RFC 5737: addresses for documentation, nobody's.
        String address = "203.0.113." + (1 + chance.nextInt(254));
        boolean successful = chance.nextInt(10) > 0;
        return new LoginEvent(userName, address, "Browser/1.0", successful, before(now, Duration.ofDays(365), chance));
    }

    private static Phone phone(Candidate candidate) {
        return Objects.requireNonNull(candidate.getPhone());
    }

    private static PostalAddress address(Candidate candidate) {
        return Objects.requireNonNull(candidate.getAddress());
    }

    /** A random one, version 4 and variant 2 (RFC 9562, section 5.4), yet the same at every run. */
    private static UUID uuid(SplittableRandom chance) {
        long high = (chance.nextLong() & ~0xF000L) | 0x4000L;
        long low = (chance.nextLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low);
    }

    private Job jobOpenAt(Instant time, SplittableRandom chance) {
        Duration since = Duration.between(now.minus(FOUR_YEARS), time);
        int posted = (int) (jobs.size() * since.toSeconds() / FOUR_YEARS.toSeconds());
        return jobs.get(Math.max(0, posted - chance.nextInt(Math.max(1, jobs.size() / 10))));
    }

    private static Instant before(Instant end, Duration atMost, SplittableRandom chance) {
        return end.minusSeconds(1 + chance.nextLong(atMost.toSeconds() - 1));
    }

    private static Instant later(Instant time, int hours) {
        return time.plus(hours, ChronoUnit.HOURS);
    }

    private static <T> T pick(List<T> list, SplittableRandom chance) {
        return list.get(chance.nextInt(list.size()));
    }
}
