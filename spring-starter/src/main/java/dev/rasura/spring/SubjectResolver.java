package dev.rasura.spring;

import dev.rasura.SubjectRef;
import java.security.Principal;
import java.util.Optional;

/**
 * Tells which data subject a logged-in user is. The web endpoints ask it, and refuse whoever it does not know; what it
 * answers decides whose data is handed out or erased, so it must go by what was authenticated and by nothing else of the
 * request. Called outside any transaction, from many threads.
 */
@FunctionalInterface
public interface SubjectResolver {

    /** The subject, or empty if the user is none: an administrator, a technical account. */
    Optional<SubjectRef> resolve(Principal user);
}
