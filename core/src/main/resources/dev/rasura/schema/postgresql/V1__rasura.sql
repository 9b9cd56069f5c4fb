-- Rasura's own tables, version 1. A table's name carries the schema, if one is configured, and the prefix; an index always
-- lies in its table's schema, so its name carries the prefix alone. Each statement ends in a semicolon at a line's end.

-- The first row also tells this database from others: a plan of another one is not carried out here.
create table ${prefix}schema_version (
    version integer not null primary key,
    applied_at timestamp(6) with time zone not null,
    database_id uuid default gen_random_uuid() not null
);

-- One row: whoever seals holds its lock.
create table ${prefix}audit_coordinator (
    trail integer not null primary key,
    tree_size bigint not null,
    frontier bytea not null
);

insert into ${prefix}audit_coordinator (trail, tree_size, frontier) values (1, 0, ''::bytea);

-- Events that were recorded and not sealed yet: exact bytes, and a tag that only a holder of the secret can make. They wait
-- here for seconds, so the transaction that records them compresses nothing and writes them nowhere else.
create table ${prefix}audit_staged (
    event_id uuid not null primary key,
    node varchar(64) not null,
    epoch uuid not null,
    n bigint not null,
    leaf bytea not null,
    tag bytea not null,
    key_id varchar(64) not null,
    unique (node, epoch, n)
) with (toast_tuple_target = 8160);

-- The log. sealed_at tells operators when a row was sealed; unlike all else here it is proven by nothing.
create table ${prefix}audit_leaf (
    leaf_index bigint not null primary key,
    event_id uuid not null unique,
    node varchar(64) not null,
    epoch uuid not null,
    n bigint not null,
    leaf bytea not null,
    leaf_hash bytea not null,
    tag bytea not null,
    key_id varchar(64) not null,
    sealed_at timestamp(6) with time zone not null,
    event_type varchar(100) not null,
    occurred_at timestamp(6) with time zone not null,
    actor_ref varchar(255) not null,
    outcome varchar(20) not null,
    action varchar(255) not null,
    entity varchar(255),
    purpose varchar(255),
    unique (node, epoch, n)
);

create index ${index}audit_leaf_actor on ${prefix}audit_leaf (actor_ref, leaf_index);

create index ${index}audit_leaf_type on ${prefix}audit_leaf (event_type, leaf_index);

create index ${index}audit_leaf_time on ${prefix}audit_leaf (occurred_at);

create index ${index}audit_leaf_entity on ${prefix}audit_leaf (entity, leaf_index);

create index ${index}audit_leaf_purpose on ${prefix}audit_leaf (purpose, leaf_index);

create index ${index}audit_leaf_outcome on ${prefix}audit_leaf (outcome, leaf_index);

create table ${prefix}audit_leaf_subject (
    leaf_index bigint not null,
    subject_type varchar(255) not null,
    subject_ref varchar(64) not null,
    primary key (leaf_index, subject_type, subject_ref)
);

create index ${index}audit_leaf_subject_ref on ${prefix}audit_leaf_subject (subject_ref, leaf_index);

-- The only place of personal values in the trail; erasure deletes rows here, and nowhere else in the trail.
create table ${prefix}audit_disclosure (
    event_id uuid not null,
    ref varchar(64) not null,
    field varchar(128) not null,
    salt bytea not null,
    disclosed text not null,
    primary key (event_id, ref, field)
);

create index ${index}audit_disclosure_ref on ${prefix}audit_disclosure (ref);

create table ${prefix}audit_checkpoint (
    tree_size bigint not null primary key,
    root bytea not null,
    frontier bytea not null,
    note text not null,
    signed_at timestamp(6) with time zone not null
);

-- What is kept of leaves that have expired: hashes, and how their numbers were settled, under a tag. No row before any has.
create table ${prefix}audit_expired (
    trail integer not null primary key,
    prefix bytea not null
);

create table ${prefix}erasure (
    erasure_id uuid not null primary key,
    subject_type varchar(255) not null,
    subject_ref varchar(64) not null,
    key_id varchar(64) not null,
    executed_at timestamp(6) with time zone not null,
    plan_hash varchar(64) not null,
    event_id uuid not null,
    receipt text not null
);

create index ${index}erasure_subject on ${prefix}erasure (subject_type, subject_ref);

-- Values that a residue scan still has to look for, encrypted, and destroyed after it.
create table ${prefix}residue_watch (
    erasure_id uuid not null primary key,
    key_id varchar(64) not null,
    created_at timestamp(6) with time zone not null,
    scan_id uuid,
    sealed_values bytea not null
);

-- Erasures whose statements run once more when the transactions older than they have ended: which, once it is known, and what
-- they were bound to, encrypted, and destroyed with the second run.
create table ${prefix}sweep (
    erasure_id uuid not null primary key,
    key_id varchar(64) not null,
    created_at timestamp(6) with time zone not null,
    horizon text,
    sealed_root bytea not null
);

-- Passes of the residue scan that go on another time: for which area, who reads until when, and how far it has come.
create table ${prefix}residue_scan (
    scan_id uuid not null primary key,
    area varchar(20) not null,
    key_id varchar(64) not null,
    started_at timestamp(6) with time zone not null,
    leased_until timestamp(6) with time zone not null,
    revision bigint not null,
    sealed_progress bytea
);

create table ${prefix}attestation (
    attestation_id uuid not null primary key,
    erasure_id uuid not null,
    result varchar(20) not null,
    scope varchar(20) not null,
    attested_at timestamp(6) with time zone not null,
    event_id uuid not null,
    body text not null
);

create index ${index}attestation_erasure on ${prefix}attestation (erasure_id);

-- Keys of rows that an erasure under way must find again: written and cleared by the same transaction, so always empty to
-- any other.
create table ${prefix}found_row (
    run varchar(36) not null,
    place integer not null,
    k0 varchar(255) not null,
    k1 varchar(255),
    k2 varchar(255),
    k3 varchar(255)
);

create index ${index}found_row_run on ${prefix}found_row (run, place);

insert into ${prefix}schema_version (version, applied_at) values (1, current_timestamp);
