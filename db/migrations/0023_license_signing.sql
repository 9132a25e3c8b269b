-- The keys that sign licensing artefacts: which there are and what each may do. Their private halves are files of the data
-- folder and never come here. Source: BAR 50, docs/license-file.md.

create table license_signing_keys (
  id              text primary key check (id ~ '^[0-9a-f]{16}$'),
  public_key      bytea not null unique check (length(public_key) = 32),
  state           text not null check (state in ('next', 'current', 'retired', 'compromised')),
  published_at    timestamptz not null,  -- since when programs can learn of it
  current_from    timestamptz,           -- null: it never signed files
  current_through timestamptz,
  compromised_at  timestamptz,
  check ((state = 'next') <= (current_from is null)),
  check ((state in ('current', 'retired')) <= (current_from is not null)),
  check ((state = 'retired') <= (current_through is not null)),
  check ((state = 'compromised') = (compromised_at is not null))
);
create unique index license_signing_keys_one_current on license_signing_keys (state) where state = 'current';
create unique index license_signing_keys_one_next on license_signing_keys (state) where state = 'next';
revoke delete on license_signing_keys from carnet_app;

-- A key only goes on: next, current, retired, compromised. Nothing lifts a compromise; its public half never changes.
create function carnet_signing_key_goes_on() returns trigger language plpgsql as $$
declare
  ways constant text[] := array['next', 'current', 'retired', 'compromised'];
begin
  if array_position(ways, new.state) < array_position(ways, old.state) or new.public_key <> old.public_key or new.id <> old.id then
    raise exception 'a signing key never goes back' using errcode = 'check_violation', constraint = 'license_signing_keys_go_on';
  end if;
  return new;
end $$;
create trigger license_signing_keys_go_on before update on license_signing_keys
  for each row execute function carnet_signing_key_goes_on();

-- Who changed what. In the portal one person asks and another one confirms; by command, who has the portal's machine or an
-- API key with this scope, does it alone.
create table license_signing_changes (
  id           text primary key,
  deed         text not null check (deed in ('rotate', 'compromise')),
  key_id       text not null references license_signing_keys, -- what stops signing
  reason       text not null check (length(reason) between 1 and 500),
  path         text not null check (path in ('portal', 'command')),
  state        text not null default 'asked' check (state in ('asked', 'done', 'withdrawn')),
  asked_by     text not null,
  asked_at     timestamptz not null,
  confirmed_by text,
  ended_at     timestamptz,
  constraint license_signing_changes_four_eyes
    check (path = 'command' or confirmed_by is null or confirmed_by <> asked_by),
  constraint license_signing_changes_confirmed
    check (state <> 'done' or path = 'command' or confirmed_by is not null),
  check ((state = 'asked') = (ended_at is null))
);
create unique index license_signing_changes_one_open on license_signing_changes (deed, key_id) where state = 'asked';
revoke delete on license_signing_changes from carnet_app;

-- The lists that programs load, numbered without a gap; who takes a number holds the head until the list is there.
create table license_list_heads (
  kind     text primary key check (kind in ('revocations', 'keys')),
  sequence integer not null default 0 check (sequence >= 0)
);
insert into license_list_heads (kind) values ('revocations'), ('keys');
revoke insert, delete on license_list_heads from carnet_app;
create function carnet_list_goes_on() returns trigger language plpgsql as $$
begin
  if new.sequence <> old.sequence + 1 or new.kind <> old.kind then
    raise exception 'a list only goes on, by one' using errcode = 'check_violation', constraint = 'license_list_heads_go_on';
  end if;
  return new;
end $$;
create trigger license_list_heads_go_on before update on license_list_heads
  for each row execute function carnet_list_goes_on();

create table license_lists (
  kind      text not null references license_list_heads,
  sequence  integer not null check (sequence >= 1),
  key_id    text not null references license_signing_keys, -- whose signature it carries
  issued_at timestamptz not null,
  next_by   timestamptz,                                   -- of revocations: the next one comes no later
  content   text not null,                                 -- what it says, to see whether anything has changed
  text      text not null,
  primary key (kind, sequence, key_id)
);
create index license_lists_newest on license_lists (kind, sequence desc);
revoke update, delete on license_lists from carnet_app;

-- A busy portal publishes a list a second, each as long as all that it names: the last hundred stay.
create function carnet_lists_pass() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from license_lists where kind = new.kind and sequence <= new.sequence - 100;
  return null;
end $$;
create trigger license_lists_pass after insert on license_lists
  for each row execute function carnet_lists_pass();

-- Marks that the revocation list is behind: each change leaves one, the next list takes them away. So nobody who returns a
-- key waits for another, and none is forgotten.
create table license_list_marks (
  id bigint generated always as identity primary key
);
create function carnet_mark_revocations() returns trigger language plpgsql as $$
begin
  insert into license_list_marks default values;
  return null;
end $$;

-- Keys that the vendor revokes: one at once by one person; all of a site, an order or a product when a second person confirms.
create table key_revocations (
  id           text primary key,
  key_id       text,                       -- one key
  site_number  text,
  order_number text,
  product_code text,
  reason       text not null check (length(reason) between 1 and 500),
  ticket       text not null check (length(ticket) between 1 and 60),
  state        text not null default 'asked' check (state in ('asked', 'done', 'withdrawn')),
  asked_by     text not null,
  asked_at     timestamptz not null,
  confirmed_by text,
  ended_at     timestamptz,
  ended_keys   integer,                    -- how many keys it has ended
  lives_until  timestamptz,                -- the last of their files ends; infinity: never
  constraint key_revocations_four_eyes check (confirmed_by is null or confirmed_by <> asked_by),
  constraint key_revocations_confirmed check (key_id is not null or state <> 'done' or confirmed_by is not null),
  check ((key_id is null) = (site_number is not null or product_code is not null)),
  check (order_number is null or site_number is not null),
  check ((state = 'asked') = (ended_at is null)),
  check ((state = 'done') = (ended_keys is not null))
);
create index key_revocations_by_age on key_revocations (asked_at desc, id desc);
revoke delete on key_revocations from carnet_app;
alter table key_revocations enable row level security;
alter table key_revocations force row level security;
create policy of_vendor on key_revocations using ((select carnet_is_vendor()));
