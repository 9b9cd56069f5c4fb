-- Rasura's own tables, version 1. A table's name carries the schema, if one is configured, and the prefix; an index always
-- lies in its table's schema, so its name carries the prefix alone. Each statement ends in a semicolon at a line's end.
-- MariaDB commits with each statement, so each may be repeated. Points in time are in UTC; text compares by its characters.

-- The first row also tells this database from others: a plan of another one is not carried out here. Random bytes alone are
-- not always a UUID to the server, which then stores zeroes: so version and variant of RFC 9562 are set.
create table if not exists ${prefix}schema_version (
    version integer not null primary key,
    applied_at datetime(6) not null,
    database_id uuid default (cast(concat(hex(random_bytes(6)), '4', left(hex(random_bytes(2)), 3), '8', left(hex(random_bytes(2)), 3), hex(random_bytes(6))) as uuid)) not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

-- One row: whoever seals holds its lock.
create table if not exists ${prefix}audit_coordinator (
    trail integer not null primary key,
    tree_size bigint not null,
    frontier varbinary(2048) not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

insert ignore into ${prefix}audit_coordinator (trail, tree_size, frontier) values (1, 0, '');

-- Events that were recorded and not sealed yet: exact bytes, and a tag that only a holder of the secret can make.
create table if not exists ${prefix}audit_staged (
    event_id uuid not null primary key,
    node varchar(64) not null,
    epoch uuid not null,
    n bigint not null,
    leaf varbinary(16384) not null,
    tag varbinary(32) not null,
    key_id varchar(64) not null,
    unique (node, epoch, n)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

-- The log. sealed_at tells operators when a row was sealed; unlike all else here it is proven by nothing.
create table if not exists ${prefix}audit_leaf (
    leaf_index bigint not null primary key,
    event_id uuid not null unique,
    node varchar(64) not null,
    epoch uuid not null,
    n bigint not null,
    leaf varbinary(16384) not null,
    leaf_hash varbinary(32) not null,
    tag varbinary(32) not null,
    key_id varchar(64) not null,
    sealed_at datetime(6) not null,
    event_type varchar(100) not null,
    occurred_at datetime(6) not null,
    actor_ref varchar(255) not null,
    outcome varchar(20) not null,
    action varchar(255) not null,
    entity varchar(255),
    purpose varchar(255),
    unique (node, epoch, n)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ${index}audit_leaf_actor on ${prefix}audit_leaf (actor_ref, leaf_index);

create index if not exists ${index}audit_leaf_type on ${prefix}audit_leaf (event_type, leaf_index);

create index if not exists ${index}audit_leaf_time on ${prefix}audit_leaf (occurred_at);

create index if not exists ${index}audit_leaf_entity on ${prefix}audit_leaf (entity, leaf_index);

create index if not exists ${index}audit_leaf_purpose on ${prefix}audit_leaf (purpose, leaf_index);

create index if not exists ${index}audit_leaf_outcome on ${prefix}audit_leaf (outcome, leaf_index);

create table if not exists ${prefix}audit_leaf_subject (
    leaf_index bigint not null,
    subject_type varchar(255) not null,
    subject_ref varchar(64) not null,
    primary key (leaf_index, subject_type, subject_ref)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ${index}audit_leaf_subject_ref on ${prefix}audit_leaf_subject (subject_ref, leaf_index);

-- The only place of personal values in the trail; erasure deletes rows here, and nowhere else in the trail.
create table if not exists ${prefix}audit_disclosure (
    event_id uuid not null,
    ref varchar(64) not null,
    field varchar(128) not null,
    salt varbinary(32) not null,
    disclosed longtext not null,
    primary key (event_id, ref, field)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ${index}audit_disclosure_ref on ${prefix}audit_disclosure (ref);

create table if not exists ${prefix}audit_checkpoint (
    tree_size bigint not null primary key,
    root varbinary(32) not null,
    frontier varbinary(2048) not null,
    note longtext not null,
    signed_at datetime(6) not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

-- What is kept of leaves that have expired: hashes, and how their numbers were settled, under a tag. No row before any has.
create table if not exists ${prefix}audit_expired (
    trail integer not null primary key,
    prefix longblob not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ${prefix}erasure (
    erasure_id uuid not null primary key,
    subject_type varchar(255) not null,
    subject_ref varchar(64) not null,
    key_id varchar(64) not null,
    executed_at datetime(6) not null,
    plan_hash varchar(64) not null,
    event_id uuid not null,
    receipt longtext not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ${index}erasure_subject on ${prefix}erasure (subject_type, subject_ref);

-- Values that a residue scan still has to look for, encrypted, and destroyed after it.
create table if not exists ${prefix}residue_watch (
    erasure_id uuid not null primary key,
    key_id varchar(64) not null,
    created_at datetime(6) not null,
    scan_id uuid,
    sealed_values mediumblob not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

-- Erasures whose statements run once more when the transactions older than they have ended: which, once it is known, and what
-- they were bound to, encrypted, and destroyed with the second run.
create table if not exists ${prefix}sweep (
    erasure_id uuid not null primary key,
    key_id varchar(64) not null,
    created_at datetime(6) not null,
    horizon longtext,
    sealed_root mediumblob not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

-- Passes of the residue scan that go on another time: for which area, who reads until when, and how far it has come.
create table if not exists ${prefix}residue_scan (
    scan_id uuid not null primary key,
    area varchar(20) not null,
    key_id varchar(64) not null,
    started_at datetime(6) not null,
    leased_until datetime(6) not null,
    revision bigint not null,
    sealed_progress longblob
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ${prefix}attestation (
    attestation_id uuid not null primary key,
    erasure_id uuid not null,
    result varchar(20) not null,
    scope varchar(20) not null,
    attested_at datetime(6) not null,
    event_id uuid not null,
    body longtext not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ${index}attestation_erasure on ${prefix}attestation (erasure_id);

-- Keys of rows that an erasure under way must find again: written and cleared by the same transaction, so always empty to
-- any other.
create table if not exists ${prefix}found_row (
    run varchar(36) not null,
    place integer not null,
    k0 varchar(255) not null,
    k1 varchar(255),
    k2 varchar(255),
    k3 varchar(255)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ${index}found_row_run on ${prefix}found_row (run, place);

insert ignore into ${prefix}schema_version (version, applied_at) values (1, utc_timestamp(6));
