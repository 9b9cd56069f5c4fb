package dev.rasura.internal.capture;

import dev.rasura.audit.AuditContext;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.internal.hibernate.RowView;
import java.util.LinkedHashSet;
import java.util.List;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** Notes what a session did to collections of people's rows, and to collections of people. */
final class ChangedCollections {

    private final CapturePlan plan;
    private final OwnerWalk walk;
    private final SessionWorks works;

    ChangedCollections(CapturePlan plan, OwnerWalk walk, SessionWorks works) {
        this.plan = plan;
        this.walk = walk;
        this.works = works;
    }

    void changed(
            SharedSessionContractImplementor session,
            String name,
            String table,
            @Nullable RowView owner,
            @Nullable List<RowView> elements) {
        EntityPlan ofOwner = owner == null ? null : plan.entity(owner.entity());
        if (ofOwner != null && owner != null) {
            member(session, ofOwner, owner, name);
            part(session, ofOwner, owner, elements);
            return;
        }
        if (elements == null) {
            works.requireTransaction(session, name);
            SessionWork work = works.of(session);
            work.statement(new StatementEntry(
                    EventCatalogue.STATEMENT_CHANGED,
                    RowEntry.Kind.UPDATED.action,
                    plan.label(CapturePlan.bare(table)),
                    List.of(name),
                    AuditContext.acting()));
            works.written(session, work);
            return;
        }
        // The people are the elements: a list of members that something of nobody's holds.
        for (RowView element : elements) {
            EntityPlan ofElement = plan.entity(element.entity());
            if (ofElement != null) {
                member(session, ofElement, element, name);
            }
        }
    }

    private void part(
            SharedSessionContractImplementor session,
            EntityPlan ofOwner,
            RowView owner,
            @Nullable List<RowView> elements) {
        if (elements == null || elements.isEmpty()) {
            return;
        }
        Whose whose = new Whose();
        walk.add(ofOwner, owner, whose);
        SessionWork work = works.of(session);
        for (RowView element : elements) {
            EntityPlan of = plan.entity(element.entity());
            if (of != null) {
                work.parted
                        .computeIfAbsent(SessionWork.id(of, element.key()), id -> new LinkedHashSet<>())
                        .addAll(whose.subjects());
            }
        }
    }

    private void member(SharedSessionContractImplementor session, EntityPlan of, RowView row, String collection) {
        works.requireTransaction(session, of.name());
        SessionWork work = works.of(session);
        RowEntry entry = work.row(of, RowEntry.Kind.UPDATED, row.key());
        entry.attributes.add(collection);
        walk.add(of, row, entry.whose);
        works.written(session, work);
    }
}
