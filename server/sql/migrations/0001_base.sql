-- The province's database. The same file runs on PGlite and PostgreSQL 15 or newer.
-- The organisation (or the office, which is one) comes first in every key, so that the tables can one day be
-- distributed by it. No triggers, no sequences, no now(): times and numbers come as parameters.

create table organisation (
  id text primary key,
  parent_id text references organisation (id),
  level text not null,
  name text not null,
  short_name text not null,
  division text,
  real_data boolean not null default false
);

-- The lock and the counters of an organisation: seq numbers its feed, batches and origins its narrow rows.
create table organisation_head (
  organisation_id text primary key references organisation (id),
  seq bigint not null default 0,
  batches bigint not null default 0,
  origins integer not null default 0
);

-- An office works for other organisations.
create table acting (
  office_id text not null references organisation (id),
  organisation_id text not null references organisation (id),
  primary key (office_id, organisation_id)
);

-- Only the hash of a code is kept. A used one remembers its device, so that a lost answer can be asked for again.
create table enrolment_code (
  office_id text not null references organisation (id),
  code_sha256 text not null,
  label text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  device_id text,
  primary key (office_id, code_sha256)
);

create table device (
  office_id text not null references organisation (id),
  id text not null,
  sign_key jsonb not null,
  sign_thumbprint text not null,
  seal_key text not null,
  host text not null,
  enrolled_at timestamptz not null,
  revoked_at timestamptz,
  primary key (office_id, id)
);

create table app_user (
  office_id text not null references organisation (id),
  id text not null,
  name text not null,
  roles jsonb not null,
  sign_key jsonb not null,
  seal_key text not null,
  active boolean not null,
  registered_by text not null,
  updated_at timestamptz not null,
  primary key (office_id, id)
);

-- Every signed registration that was ever taken, so that an old one cannot be played again to bring back a role.
create table user_registration (
  office_id text not null,
  sha256 text not null,
  user_id text not null,
  no integer not null,
  registration text not null,
  registered_at timestamptz not null,
  primary key (office_id, sha256),
  unique (office_id, user_id, no),
  foreign key (office_id, user_id) references app_user (office_id, id)
);

create table used_nonce (
  nonce text primary key,
  expires_at timestamptz not null
);
create index used_nonce_expiry on used_nonce (expires_at);

-- One number per life of a device in an organisation: it keeps the operation rows narrow.
create table origin (
  organisation_id text not null references organisation_head (organisation_id),
  origin integer not null,
  device_id text not null,
  incarnation text not null,
  primary key (organisation_id, origin),
  unique (organisation_id, device_id, incarnation)
);

-- The history: every batch as received, once, out of row. Of the receipt only what cannot be computed again.
create table batch (
  organisation_id text not null references organisation_head (organisation_id),
  batch_no bigint not null,
  batch_id text not null,
  office_id text not null,
  user_id text not null,
  device_id text not null,
  incarnation text not null,
  seq bigint not null,
  compartment text not null,
  sha256 text not null,
  body bytea not null,
  received_at timestamptz not null,
  first_rev bigint not null,
  count integer not null,
  exceptions text not null,
  epoch text not null,
  durable_through bigint not null,
  signature text not null,
  primary key (organisation_id, batch_no),
  unique (organisation_id, batch_id),
  unique (organisation_id, device_id, incarnation, seq)
);
-- The body is gzip already.
alter table batch alter column body set storage external;

create index batch_by_rev on batch (organisation_id, first_rev);

-- The three tables below have no foreign key to the head: rows enter only by a SELECT from the locked head row, and a
-- check per row would cost more than the row.

-- Operation ids are unique for ever. rev is null for a rejected operation.
create table operation (
  organisation_id text not null,
  origin integer not null,
  n bigint not null,
  rev bigint,
  batch_no bigint not null,
  idx smallint not null,
  primary key (organisation_id, origin, n)
);

create table record (
  organisation_id text not null,
  type text not null,
  id text not null,
  compartment text not null,
  rev bigint not null,
  created_rev bigint not null,
  field_revs jsonb not null,
  schema_version integer not null,
  data jsonb not null,
  voided boolean not null,
  claim text,
  conflicts jsonb not null,
  -- Who changed it last: the batch knows the person and the device, so the row only keeps its number, the operation's
  -- and the client's time.
  changed_batch bigint not null,
  changed_n bigint not null,
  changed_at text not null,
  primary key (organisation_id, type, id)
);

-- Pointers, no bodies: readers join the current state.
create table feed (
  organisation_id text not null,
  seq bigint not null,
  type text not null,
  id text not null,
  compartment text not null,
  primary key (organisation_id, seq)
);

-- One person, one place in the province: keyed hash of the identity document. Not a tenant's table: its key is global.
create table identity_claim (
  claim text primary key,
  organisation_id text not null,
  type text not null,
  id text not null
);

create table server_state (
  one smallint primary key check (one = 1),
  epoch text not null,
  since timestamptz not null
);
