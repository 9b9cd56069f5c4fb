package dev.rasura.spring;

import dev.rasura.audit.Actor;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Who a logged-in user is in the trail: the data subject, where the application knows one, else a user. */
final class KnownActors {

    private static final int LONGEST = 255;

    private final @Nullable SubjectResolver subjects;

    KnownActors(@Nullable SubjectResolver subjects) {
        this.subjects = subjects;
    }

    Actor of(@Nullable Principal user) {
        if (user == null || user.getName().isBlank()) {
            return Actor.UNKNOWN;
        }
        return subjects == null
                ? asUser(user)
                : subjects.resolve(user).map(Actor::of).orElseGet(() -> asUser(user));
    }

    private static Actor asUser(Principal user) {
        String name = user.getName();
        return Actor.user(name.length() <= LONGEST ? name : name.substring(0, LONGEST));
    }
}
