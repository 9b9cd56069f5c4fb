package dev.rasura.spring;

import dev.rasura.audit.Actor;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Who a logged-in user is in the trail: the data subject, where the application knows one, else a user. */
final class KnownActors {

    private final @Nullable SubjectResolver subjects;

    KnownActors(@Nullable SubjectResolver subjects) {
        this.subjects = subjects;
    }

    Actor of(@Nullable Principal user) {
        if (user == null || user.getName().isBlank()) {
            return Actor.UNKNOWN;
        }
        return subjects == null
                ? Actor.user(user.getName())
                : subjects.resolve(user).map(Actor::of).orElseGet(() -> Actor.user(user.getName()));
    }
}
