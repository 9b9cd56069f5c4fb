package dev.rasura.internal.capture;

import dev.rasura.SubjectRef;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whose a row is, as far as memory tells.
 *
 * @param subjects those whom it tells
 * @param unknown the ways by which it may be other people's as well, which only the database can tell
 * @param former values that named its people before, and that it does not hold any more
 */
record Whose(Set<SubjectRef> subjects, Set<EntityPlan.SubjectPath> unknown, Set<Former> former) {

    Whose() {
        this(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    /**
     * A copied value that is no longer there.
     *
     * @param path the way that begins with it
     */
    record Former(EntityPlan.SubjectPath path, Object value) {}
}
