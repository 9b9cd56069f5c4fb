package dev.rasura.example.recruitment;

import java.util.List;

/** The entities and embeddables of the platform, for a persistence unit that is put together in code. */
public final class RecruitmentModel {

    private RecruitmentModel() {}

    public static List<Class<?>> classes() {
        return List.of(
                User.class,
                Candidate.class,
                Recruiter.class,
                PostalAddress.class,
                Phone.class,
                PreviousEmployer.class,
                Company.class,
                JobCategory.class,
                Job.class,
                JobApplication.class,
                Message.class,
                Document.class,
                Note.class,
                Notification.class,
                EmailNotification.class,
                PushNotification.class,
                InAppNotification.class,
                LoginEvent.class,
                Tracked.class);
    }
}
