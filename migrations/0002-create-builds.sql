-- Builds of images. As with rollouts the row is the truth; jobs only say that somebody should look.

create table build (
  id text primary key,
  step text not null,
  is_over boolean not null,
  started_by text not null,
  wake_at timestamptz,
  created_at timestamptz not null,
  body jsonb not null
);
create index build_wake on build (wake_at) where wake_at is not null;

-- Where a device image comes from, written once by the build that imported it.
create table passport (
  device_image_id text primary key,
  build_id text not null,
  body jsonb not null
);

-- A message is about a rollout or about a build: rollout_id holds the id of either.
alter table message drop constraint message_rollout_id_fkey;

-- Things that time demands by itself, such as the weekly look at the age of images, and what they found last.
create table chore (
  name text primary key,
  due_at timestamptz not null,
  body jsonb not null
);
