-- People in the audit chain stand beside it: the chain holds only digests, so that a person can be erased and the chain still holds.
create table audit_person (
  number bigint not null references audit (number),
  part text not null,
  salt text not null,
  actor jsonb,
  facts jsonb not null,
  primary key (number, part)
);

-- Keys that sign evidence packs. private_key is null when the key is retired, or when it comes from a setting.
create table signing_key (
  key_id text primary key,
  public_key text not null,
  private_key text,
  created_at timestamptz not null,
  retired_at timestamptz,
  endorsed_by text,
  endorsement text
);

-- How often people were erased from a plan, so that a copy of it in memory is known to be old.
alter table plan add column erasures integer not null default 0;

-- When the personal data of an ended rollout was reduced to what the retention time allows.
alter table rollout add column minimised_at timestamptz;
