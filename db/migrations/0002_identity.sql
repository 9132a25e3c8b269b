-- People and how they prove who they are. A person's e-mail address is the ID and never changes.

create table people (
  id             text primary key,
  email          text not null,
  email_key      text not null constraint people_one_a_mailbox unique, -- the canonical form
  given_name     text not null,
  family_name    text not null,
  romanized_name text,
  country        text not null check (country ~ '^[A-Z]{2}$'),
  language       text not null check (language in ('en', 'ja', 'ko', 'zh-TW')),
  password_hash  text not null,
  question       text,  -- only under the `seed` registration profile
  answer_hash    text,
  state          text not null check (state in ('active', 'disabled')),
  registered_at  timestamptz not null,
  confirmed_at   timestamptz not null,
  check ((question is null) = (answer_hash is null))
);

-- What was asked for and is not yet confirmed. Each request keeps what was entered with it, so that a stranger who
-- registers another's address can never decide what that person's own confirmation activates.
create table registrations (
  id             text primary key,
  token_hash     bytea unique, -- null until the mail that carries the token is queued
  email          text not null,
  email_key      text not null,
  given_name     text not null,
  family_name    text not null,
  romanized_name text,
  country        text not null check (country ~ '^[A-Z]{2}$'),
  language       text not null check (language in ('en', 'ja', 'ko', 'zh-TW')),
  password_hash  text not null,
  question       text,
  answer_hash    text,
  requested_at   timestamptz not null,
  expires_at     timestamptz not null,
  check ((question is null) = (answer_hash is null))
);
create index registrations_of_mailbox on registrations (email_key);
create index registrations_old on registrations (expires_at);

-- A row for each request, whether anybody has that address: the answer must not depend on it.
create table password_resets (
  id           text primary key,
  email_key    text not null,
  person_id    text references people on delete cascade,
  token_hash   bytea unique,
  requested_at timestamptz not null,
  expires_at   timestamptz not null,
  used_at      timestamptz,
  check ((person_id is null) = (token_hash is null))
);
create index password_resets_of_person on password_resets (person_id);
create index password_resets_old on password_resets (expires_at);

-- Wrong tries by address (sealed, for it may be a stranger's), whether or not anybody has it. A device on which the
-- person was signed in before counts for itself.
create table sign_in_locks (
  address_hash   bytea primary key,
  failures       integer not null check (failures between 0 and 5),
  locked_until   timestamptz,
  tried_at       timestamptz not null,
  checking_until timestamptz, -- a password is being compared; the lease ends should its process die
  check ((failures = 5) = (locked_until is not null))
);
create index sign_in_locks_old on sign_in_locks (tried_at);

create table sessions (
  token_hash   bytea primary key,
  person_id    text not null references people on delete cascade,
  started_at   timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null,
  address      text,
  agent        text
);
create index sessions_of_person on sessions (person_id);
create index sessions_old on sessions (expires_at);

create table api_keys (
  id           text primary key,
  name         text not null,
  secret_hash  bytea not null unique,
  scopes       text[] not null,
  created_at   timestamptz not null,
  created_by   text not null,
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz
);

-- People of the vendor. Invited, never self-registered.
create table staff_members (
  person_id  text primary key references people on delete cascade,
  role       text not null check (role in ('operator')),
  invited_at timestamptz not null,
  invited_by text not null
);

create table staff_invitations (
  id          text primary key,
  token_hash  bytea not null unique,
  email       text not null,
  email_key   text not null,
  role        text not null check (role in ('operator')),
  language    text not null check (language in ('en', 'ja', 'ko', 'zh-TW')),
  invited_at  timestamptz not null,
  invited_by  text not null,
  expires_at  timestamptz not null,
  accepted_at timestamptz
);
create index staff_invitations_of_mailbox on staff_invitations (email_key) where accepted_at is null;
