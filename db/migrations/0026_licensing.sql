-- Online licensing: which machines use an online key, and how many seats of it are out. Source: BAR 6, 12, cases 6-10, 34.

-- One row for each online key: whoever takes or gives back a seat locks it, and the constraint counts.
create table seats (
  site_id        text not null,
  license_key_id text not null,
  lock           text not null check (lock in ('node-locked', 'floating')),
  quantity       integer not null check (quantity > 0),
  used           integer not null default 0, -- activations and leases that hold a seat
  seen_at        timestamptz,                -- the greatest instant at which somebody asked: time never goes back here
  ended_at       timestamptz,
  primary key (site_id, license_key_id),
  foreign key (site_id, license_key_id) references license_keys (site_id, id) on delete cascade,
  constraint seats_never_over check (used between 0 and quantity)
);

-- Machines on which a node-locked key is in use, until they are taken off it.
create table activations (
  site_id        text not null,
  id             text not null,
  license_key_id text not null,
  machine        text not null check (machine ~ '^[A-Za-z0-9._:-]{16,128}$'),
  name           text not null check (length(name) <= 80),
  host           text,                       -- "kind:value", as the program told it
  activated_at   timestamptz not null,
  ended_at       timestamptz,
  ended_because  text,
  primary key (site_id, id),
  foreign key (site_id, license_key_id) references seats (site_id, license_key_id) on delete cascade,
  check (ended_at is not null or ended_because is null)
);
create unique index activations_once on activations (site_id, license_key_id, machine) where ended_at is null;
create index activations_of_machine on activations (site_id, license_key_id, machine);

-- Seats of floating keys, lent for a time. `live` and `contested` ones hold a seat, whatever the hour: who sweeps frees it.
create table leases (
  site_id          text not null,
  id               text not null,
  license_key_id   text not null,
  machine          text not null check (machine ~ '^[A-Za-z0-9._:-]{16,128}$'),
  nonce            text not null check (nonce ~ '^[A-Za-z0-9_-]{16,64}$'),
  checkout_attempt text not null check (checkout_attempt ~ '^[A-Za-z0-9_-]{16,64}$'),
  attempt          text not null check (attempt ~ '^[A-Za-z0-9_-]{16,64}$'), -- of the newest renewal
  sequence         integer not null default 1 check (sequence >= 1),
  kind             text not null check (kind in ('floating', 'borrowed')),
  lasts_seconds    integer not null check (lasts_seconds between 60 and 2592000),
  state            text not null default 'live' check (state in ('live', 'contested', 'returned', 'expired', 'ended')),
  started_at       timestamptz not null,
  issued_at        timestamptz not null,     -- as the newest token says it
  expires_at       timestamptz not null,
  warned_at        timestamptz,              -- when somebody was last told of a possible copy
  ended_at         timestamptz,
  ended_because    text,
  primary key (site_id, id),
  foreign key (site_id, license_key_id) references seats (site_id, license_key_id) on delete cascade,
  check ((state in ('live', 'contested')) = (ended_at is null))
);
create unique index leases_once on leases (site_id, license_key_id, machine, nonce, checkout_attempt);
create index leases_holding on leases (site_id, license_key_id, expires_at) where state in ('live', 'contested');
create index leases_running_out on leases (expires_at) where state in ('live', 'contested');
create index leases_over on leases (ended_at) where ended_at is not null;

-- Who waits for a seat, in the order in which they came. Who asks no more loses the place.
create table lease_tickets (
  site_id        text not null,
  id             text not null,
  license_key_id text not null,
  place          bigint generated always as identity,
  machine        text not null,
  nonce          text not null,
  since          timestamptz not null,
  asked_at       timestamptz not null,
  primary key (site_id, id),
  foreign key (site_id, license_key_id) references seats (site_id, license_key_id) on delete cascade,
  constraint lease_tickets_once unique (site_id, license_key_id, machine, nonce)
);
create index lease_tickets_in_turn on lease_tickets (site_id, license_key_id, place);

-- Which machines and networks used a key, and what was refused: for the sharing report. Networks are address prefixes, no
-- addresses. Forgotten after CARNET_SIGHTING_DAYS.
create table license_sightings (
  site_id        text not null references sites,
  license_key_id text not null,
  kind           text not null check (kind in ('machine', 'network', 'refusal')),
  mark           text not null check (length(mark) between 1 and 128),
  first_at       timestamptz not null,
  last_at        timestamptz not null,
  times          bigint not null check (times > 0),
  primary key (site_id, license_key_id, kind, mark)
);
create index license_sightings_old on license_sightings (last_at);

create function carnet_seats_of_key() returns trigger language plpgsql as $$
begin
  insert into seats (site_id, license_key_id, lock, quantity) values (new.site_id, new.id, new.lock, new.quantity);
  return null;
end $$;
create trigger license_keys_have_seats after insert on license_keys
  for each row when (new.delivery = 'online' and new.state = 'issued') execute function carnet_seats_of_key();

-- A key that ends takes all its uses with it, in the same transaction. Seats first, then who holds them: as everybody does.
create function carnet_uses_end() returns trigger language plpgsql as $$
begin
  update seats set ended_at = new.ended_at, used = 0 where site_id = new.site_id and license_key_id = new.id;
  update leases
     set state = 'ended', ended_at = new.ended_at, ended_because = new.state
   where site_id = new.site_id and license_key_id = new.id and state in ('live', 'contested');
  update activations
     set ended_at = new.ended_at, ended_because = new.state
   where site_id = new.site_id and license_key_id = new.id and ended_at is null;
  delete from lease_tickets where site_id = new.site_id and license_key_id = new.id;
  return null;
end $$;
create trigger license_keys_end_their_uses after update of state on license_keys
  for each row when (new.delivery = 'online' and old.state = 'issued' and new.state <> 'issued')
  execute function carnet_uses_end();

-- Every process keeps what it knows of keys; this tells it to look again.
create function carnet_online_key_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('carnet_online_keys', case when tg_table_name = 'license_keys' then to_jsonb(old) ->> 'id'
                                               else to_jsonb(coalesce(new, old)) ->> 'license_key_id' end);
  return null;
end $$;
create trigger license_keys_tell_of_changes after update or delete on license_keys
  for each row when (old.delivery = 'online') execute function carnet_online_key_changed();
create trigger activations_tell_of_changes after insert or update or delete on activations
  for each row execute function carnet_online_key_changed();

select carnet_protect('seats'), carnet_protect('activations'), carnet_protect('leases'), carnet_protect('lease_tickets'),
       carnet_protect('license_sightings');
