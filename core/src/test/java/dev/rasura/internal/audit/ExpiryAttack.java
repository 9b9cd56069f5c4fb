package dev.rasura.internal.audit;

import dev.rasura.audit.Finding.Kind;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.spi.KeyFile;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * As {@link Attack}, on a log whose first leaves have expired, or are about to: by someone who wants removed leaves to pass for
 * expired ones. Leaves 0 to 511 have expired; views from 512 on are past their period and stay.
 */
@SuppressWarnings("ImmutableEnumChecker") // a deed holds nothing
enum ExpiryAttack {
    EXPIRE_WITHOUT_AN_EVENT(Kind.MISSING, "leaves 0 to 511", attacker -> {
        attacker.recorded.restoreCopy("unexpired");
        attacker.drop(512);
    }),
    EXPIRE_WITH_FORGED_REMAINS(Kind.ALTERED, "expired leaves", attacker -> {
        attacker.recorded.restoreCopy("unexpired");
        byte[] remains = attacker.remains(512, new KeyRing(KeyFile.ephemeral(RecordedTrail.ORIGIN)));
        attacker.drop(512);
        attacker.recorded.database.execute(
                "insert into rasura_audit_expired (trail, prefix) values (1, ?)", (Object) remains);
    }),
    EXPIRE_MORE_THAN_THE_EVENT_SAYS(Kind.MISSING, "leaves 512 to 539", attacker -> attacker.drop(540)),
    EXPIRE_FROM_THE_MIDDLE(
            Kind.MISSING, "leaf 530", attacker -> attacker.sql("delete from rasura_audit_leaf where leaf_index = 530")),
    FORGE_AN_EXPIRY(
            Kind.ALTERED,
            "staged",
            attacker -> attacker.sql(
                    "insert into rasura_audit_staged select ?, node, epoch, 4711, leaf, tag, key_id from rasura_audit_leaf"
                            + " where event_type = 'rasura.expired'"
                            + " order by leaf_index limit 1",
                    UUID.randomUUID())),
    ALTER_WHAT_IS_LEFT_OF_EXPIRED_LEAVES(Kind.ALTERED, "expired leaves", attacker -> {
        byte[] remains = attacker.bytes("select prefix from rasura_audit_expired");
        remains[remains.length / 2] ^= 1;
        attacker.sql("update rasura_audit_expired set prefix = ?", (Object) remains);
    }),
    DELETE_WHAT_IS_LEFT_OF_EXPIRED_LEAVES(
            Kind.MISSING, "leaves 0 to 511", attacker -> attacker.sql("delete from rasura_audit_expired")),
    REPLAY_WHAT_IS_LEFT_OF_EXPIRED_LEAVES(
            Kind.MISSING,
            "leaves 256 to 511",
            attacker ->
                    attacker.sql("update rasura_audit_expired set prefix = (select prefix from early_audit_expired)")),
    DELETE_THE_EXPIRY(
            Kind.MISSING,
            "leaf ",
            attacker -> attacker.sql("delete from rasura_audit_leaf where event_type = 'rasura.expired'")),
    PUT_EXPIRED_LEAVES_BACK(
            Kind.INSERTED,
            "leaf 0",
            attacker -> attacker.sql(
                    "insert into rasura_audit_leaf select * from unexpired_audit_leaf where leaf_index < 512")),
    STAGE_AN_EXPIRED_EVENT_AGAIN(
            Kind.INSERTED,
            "staged",
            attacker ->
                    attacker.sql("insert into rasura_audit_staged select event_id, node, epoch, n, leaf, tag, key_id"
                            + " from unexpired_audit_leaf where leaf_index = 3")),
    DELETE_SUBJECT_ROWS_THAT_ARE_KEPT(
            Kind.MISSING,
            "subjects of leaf",
            attacker -> attacker.sql("delete from rasura_audit_leaf_subject where leaf_index >= 555"));

    final Kind named;
    final String where;
    final Consumer<Attacker> deed;

    ExpiryAttack(Kind named, String where, Consumer<Attacker> deed) {
        this.named = named;
        this.where = where;
        this.deed = deed;
    }

    /** As in the threat model. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
