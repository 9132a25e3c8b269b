-- What every module stands on: the portal's role, who reaches which rows, the events, the mails, the answers kept for
-- repeated requests, and the demo's clock.

do $$
begin
  if not exists (select from pg_roles where rolname = 'carnet_app') then
    create role carnet_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
exception when duplicate_object or unique_violation then null; -- two databases of one server migrate at once
end $$;

do $$
begin
  if not pg_has_role('carnet_app', 'member') then execute format('grant carnet_app to %I', current_user); end if;
end $$;

create extension if not exists pg_trgm;
create extension if not exists btree_gist;

revoke create on schema public from public; -- so that only migrations change the structure, on every server
grant usage on schema public to carnet_app;
alter default privileges in schema public grant select, insert, update, delete on tables to carnet_app;
alter default privileges in schema public grant usage on sequences to carnet_app;

-- Whose rows a transaction may touch. A setting that ended with an earlier transaction reads as '', not null.
create function carnet_site() returns text language sql stable
  return nullif(current_setting('carnet.site_id', true), '');
create function carnet_person() returns text language sql stable
  return nullif(current_setting('carnet.person_id', true), '');
create function carnet_is_vendor() returns boolean language sql stable
  return coalesce(current_setting('carnet.reach', true), '') = 'vendor';

-- The second wall of a table whose rows belong to one site each.
create function carnet_protect(of_table regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', of_table);
  execute format('alter table %s force row level security', of_table);
  execute format('create policy of_site on %s
                    using (site_id = (select carnet_site()) or (select carnet_is_vendor()))', of_table);
end $$;

-- ---------------------------------------------------------------------------------------------------------- events
-- What happened: audit trail and source of histories. Each event continues the chain of its site, else of its person,
-- else of the vendor; its hash covers the hash before it, so that a change shows.

create table event_chains (
  chain text primary key,
  link  integer not null,
  hash  bytea not null
);
revoke all on event_chains from carnet_app;

create table events (
  position      bigint generated always as identity primary key,
  id            text not null unique,
  name          text not null check (name ~ '^[a-z-]+\.[a-z-]+$'),
  site_id       text,
  person_id     text,
  actor         jsonb not null,
  facts         jsonb not null,
  request_id    text,
  address       text,
  at            timestamptz not null,
  chain         text not null,
  link          integer not null,
  previous_hash bytea not null,
  hash          bytea not null,
  unique (chain, link)
);
create index events_of_site on events (site_id, position desc) where site_id is not null;
create index events_of_person on events (person_id, position desc) where person_id is not null;

create function event_hash(event events) returns bytea language sql stable
  return sha256(event.previous_hash || convert_to(jsonb_build_array(
    event.position, event.chain, event.link, event.id, event.name, event.site_id, event.person_id, event.actor, event.facts,
    event.request_id, event.address, extract(epoch from event.at)::text)::text, 'UTF8'));

-- pg_temp comes last: else a temporary table of that name would stand in for the real one.
create function link_event() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head event_chains;
begin
  new.chain := coalesce(new.site_id, new.person_id, 'vendor');
  select * into head from event_chains where chain = new.chain for update;
  if not found then
    insert into event_chains values (new.chain, 0, ''::bytea) on conflict do nothing;
    select * into head from event_chains where chain = new.chain for update;
  end if;
  new.link := head.link + 1;
  new.previous_hash := head.hash;
  new.hash := event_hash(new);
  update event_chains set link = new.link, hash = new.hash where chain = new.chain;
  return new;
end $$;

-- Where each chain ends, for the check that nothing was cut off it. The portal's role sees it, and cannot change it.
create function event_heads() returns table (chain text, link integer, hash bytea)
  language sql stable security definer set search_path = public, pg_temp as $$
  select head.chain, head.link, head.hash from event_chains head where carnet_is_vendor() $$;

create trigger link_event before insert on events for each row execute function link_event();
revoke update, delete, truncate on events from carnet_app;

alter table events enable row level security;
alter table events force row level security;
create policy written_by_all on events for insert with check (true);
create policy read_by_site on events for select
  using (site_id = (select carnet_site()) or (site_id is null and person_id = (select carnet_person()))
         or (select carnet_is_vendor()));

-- ----------------------------------------------------------------------------------------------------------- mails
-- One row a message, written in the transaction of its fact. The facts may hold links and codes: they are sealed with
-- a key that the database does not have, and wiped once the message is out.

create table mails (
  id           text primary key,
  dedupe_key   text not null unique,
  to_address   text not null,
  language     text not null check (language in ('en', 'ja', 'ko', 'zh-TW')),
  template     text not null,
  sealed_facts bytea,
  state        text not null default 'queued' check (state in ('queued', 'sent', 'bounced')),
  queued_at    timestamptz not null,
  sent_at      timestamptz,
  attempts     integer not null default 0,
  last_error   text,
  check ((state = 'sent') = (sent_at is not null))
);
create index mails_newest on mails (queued_at desc, id desc);
create index mails_waiting on mails (queued_at) where state = 'queued';

-- ------------------------------------------------------------------------------------------------ repeated requests
-- The answer to a request that carried an Idempotency-Key, kept for a day. The key belongs to its caller.

create table kept_answers (
  caller       text not null,
  key          text not null,
  fingerprint  bytea not null,
  status       integer,
  sealed_reply bytea,
  leased_until timestamptz not null,
  kept_until   timestamptz not null,
  primary key (caller, key)
);
create index kept_answers_old on kept_answers (kept_until);

-- ------------------------------------------------------------------------------------------------------ demo clock
-- How far the demo's clock stands ahead of the machine's. One row; it only grows.

create table demo_clock (
  is_only   boolean primary key default true check (is_only),
  ahead_ms  bigint not null
);

-- ---------------------------------------------------------------------------------------------------------- limits
-- How often somebody did something costly in the current window. Losing it in a crash only opens a new window.

create unlogged table spendings (
  who   text primary key,
  since timestamptz not null,
  spent integer not null
);
create index spendings_old on spendings (since);
