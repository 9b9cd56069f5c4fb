package dev.rasura.internal.capture;

import dev.rasura.SubjectRef;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whose a row is, as far as memory tells.
 *
 * @param subjects those whom it tells
 * @param unknown the ways by which it may be other people's as well, which only the database can tell
 */
record Whose(Set<SubjectRef> subjects, Set<EntityPlan.SubjectPath> unknown) {

    Whose() {
        this(new LinkedHashSet<>(), new LinkedHashSet<>());
    }
}
