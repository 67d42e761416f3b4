-- Everything Repave remembers. State rows are the truth; jobs (schema pgboss) only say that somebody should look.

create table rollout (
  id text primary key,
  revision integer not null,
  phase text not null,
  requested_by text not null,
  wake_at timestamptz,
  created_at timestamptz not null,
  body jsonb not null
);
create index rollout_wake on rollout (wake_at) where wake_at is not null;

-- A plan never changes: a new revision is a new row, and the hash is what approval binds to.
create table plan (
  rollout_id text not null references rollout (id),
  revision integer not null,
  hash text not null,
  body jsonb not null,
  primary key (rollout_id, revision)
);

create table target (
  rollout_id text not null references rollout (id),
  cloud_pc_id text not null,
  person_id text not null,
  phase text not null,
  under_way boolean not null,
  finished boolean not null,
  minutes integer,
  body jsonb not null,
  primary key (rollout_id, cloud_pc_id)
);
create index target_person on target (person_id);
create index target_busy on target (cloud_pc_id) where not finished;

-- One row an order to reprovision, inserted before the call: the primary key lets the database detect two who would do the same.
create table attempt (
  rollout_id text not null,
  cloud_pc_id text not null,
  number integer not null,
  intent_at timestamptz not null,
  plan_hash text not null,
  primary key (rollout_id, cloud_pc_id, number)
);

-- One row a message owed to somebody, written before sending and after it.
create table message (
  key text primary key,
  rollout_id text not null references rollout (id),
  kind text not null,
  cloud_pc_id text,
  slot_revision integer,
  person_id text,
  chat_id text,
  state text not null,
  stale boolean not null,
  tries integer not null default 0,
  ref jsonb,
  shown text,
  reason text not null default '',
  ordered_at timestamptz not null,
  sending_at timestamptz,
  delivered_at timestamptz
);
create index message_rollout on message (rollout_id, kind);
create index message_person on message (person_id);
create index message_pending on message (ordered_at) where stale;

create table audit (
  number bigint primary key,
  at timestamptz not null,
  rollout_id text,
  what text not null,
  hash text not null,
  body jsonb not null
);
create index audit_rollout on audit (rollout_id, number);

create table conversation (
  person_id text primary key,
  body jsonb not null
);

create table document (
  key text primary key,
  etag text not null,
  body jsonb not null
);

create table inbox (
  conversation_id text not null,
  activity_id text not null,
  taken_at timestamptz not null default now(),
  primary key (conversation_id, activity_id)
);
create index inbox_taken on inbox (taken_at);
