-- Licence keys: what of an entitlement line is in use, on which host or as which online key. Source: DOMAIN 3.22, BR-100.

-- How keys of a product are made; without a row the defaults of the settings. The scheme itself is products.key_scheme.
create table key_schemes (
  product_code       text primary key references products on delete cascade,
  is_lasting         boolean not null default false,                                     -- files without an end
  file_days          integer check (file_days between 1 and 3650),                       -- null: the setting's
  is_online          boolean not null default true,                                      -- online keys are offered
  has_files          boolean not null default true,                                      -- files for hosts are offered
  locks              text[] not null default '{node-locked,floating}'
                     check (cardinality(locks) > 0 and locks <@ array['node-locked', 'floating']),
  host_kinds         text[] not null default '{ethernet,disk,tpm,hostname,user,internet,any}'
                     check (cardinality(host_kinds) > 0
                            and host_kinds <@ array['ethernet', 'disk', 'tpm', 'hostname', 'user', 'internet', 'any']),
  lease_seconds      integer not null default 600 check (lease_seconds between 60 and 86400),
  borrow_days        integer not null default 7 check (borrow_days between 0 and 30),    -- 0: no borrowing
  emergency_per_year integer not null default 3 check (emergency_per_year between 0 and 12),
  changed_at         timestamptz not null,
  changed_by         text not null
);

create table hosts (
  id            text not null,
  site_id       text not null references sites,
  kind          text not null check (kind in ('ethernet', 'disk', 'tpm', 'hostname', 'user', 'internet', 'any')),
  value         text not null check (length(value) <= 255 and (value = '') = (kind = 'any')), -- canonical
  name          text not null check (length(name) between 1 and 80),
  file_sequence integer not null default 0 check (file_sequence >= 0),
  added_at      timestamptz not null,
  added_by      text not null,
  primary key (site_id, id)
);
-- Hosts of the kind `any` are told apart by their names.
create unique index hosts_once on hosts (site_id, kind, value, (case when kind = 'any' then lower(name) else '' end));

-- How much of a line is out. `issued` is the sum of its keys in force (but for emergency keys, which are over and above).
-- It never exceeds what the line has; `excess` is what the vendor took away while it was out, until it is returned.
create table key_pools (
  site_id      text not null,
  line_id      text not null,
  product_code text not null,
  quantity     integer not null check (quantity >= 0),
  excess       integer not null default 0 check (excess >= 0),
  issued       integer not null default 0,
  primary key (site_id, line_id),
  constraint key_pools_never_over check (issued between 0 and quantity + excess)
);
create index key_pools_of_product on key_pools (product_code);
create index key_pools_of_gone_lines on key_pools (site_id, line_id) where quantity = 0;

create function carnet_key_pool_follows() returns trigger language plpgsql as $$
begin
  update key_pools
     set quantity = case when tg_op = 'DELETE' then 0 else new.quantity end,
         excess = greatest(0, issued - case when tg_op = 'DELETE' then 0 else new.quantity end)
   where site_id = old.site_id and line_id = old.id;
  return null;
end $$;
create trigger key_pools_follow_the_line after update of quantity on entitlement_lines
  for each row when (old.quantity <> new.quantity) execute function carnet_key_pool_follows();
create trigger key_pools_outlive_the_line after delete on entitlement_lines
  for each row execute function carnet_key_pool_follows();

create table license_keys (
  id              text not null,
  site_id         text not null,
  line_id         text not null,
  order_number    text not null,
  part_number     text not null,
  product_code    text not null,
  product_name    text not null,
  delivery        text not null check (delivery in ('file', 'online')),
  host_id         text,                                                      -- of a file
  lock            text not null check (lock in ('node-locked', 'floating')),
  kind            text not null default 'permanent' check (kind in ('permanent', 'emergency')),
  scheme          text not null check (scheme in ('date-based', 'version-based')),
  version         text,                                                      -- version-based: up to and including it
  covered_through date,                                                      -- date-based: opens versions released through it
  quantity        integer not null check (quantity > 0),
  state           text not null default 'issued'
                  check (state in ('issued', 'returned', 'superseded', 'revoked', 'withdrawn', 'ended')),
  issued_at       timestamptz not null,
  issued_by       text not null,
  ticket          text,                                                      -- of licence support, on behalf
  expires_at      timestamptz,                                               -- the right itself ends: emergency keys
  ended_at        timestamptz,
  ended_by        text,
  ended_because   text,
  supersedes      text,
  move_id         text,
  secret_hash     bytea unique,                                              -- of an online key
  sealed_secret   bytea,
  file_until      timestamptz,                                               -- the last file that holds it ends; infinity: never
  primary key (site_id, id),
  foreign key (site_id, line_id) references key_pools (site_id, line_id),
  foreign key (site_id, host_id) references hosts (site_id, id),
  check ((delivery = 'file') = (host_id is not null)),
  check ((delivery = 'online') = (secret_hash is not null)),
  check ((secret_hash is null) = (sealed_secret is null)),
  check ((state = 'issued') = (ended_at is null)),
  check ((kind = 'emergency') = (expires_at is not null)),
  check ((scheme = 'version-based') = (version is not null))
);
create index license_keys_by_line on license_keys (site_id, line_id, state);
create index license_keys_by_host on license_keys (site_id, host_id, state);
create index license_keys_by_age on license_keys (site_id, issued_at, id);
create index license_keys_by_product on license_keys (site_id, product_name, id);
create index license_keys_by_person on license_keys (site_id, issued_by, issued_at, id);
create unique index license_keys_superseded_once on license_keys (site_id, supersedes) where state = 'issued';

-- Each file as it was given: a host's files are numbered, the newest holds.
create table license_files (
  id        text not null,
  site_id   text not null,
  host_id   text not null,
  sequence  integer not null check (sequence >= 1),
  key_id    text not null,   -- of the signing key
  text      text not null,
  issued_at timestamptz not null,
  primary key (site_id, id),
  unique (site_id, host_id, sequence),
  foreign key (site_id, host_id) references hosts (site_id, id)
);
create index license_files_by_signer on license_files (key_id, site_id, host_id, sequence);

-- Keys whose files may still be about though nobody may use them: for the signed revocation list.
create table license_revocations (
  site_id        text not null references sites,
  license_key_id text not null,
  reason         text not null check (reason in ('returned', 'revoked', 'withdrawn')),
  since          timestamptz not null,
  until          timestamptz, -- the last file ends by then; null: never
  primary key (site_id, license_key_id)
);
create index license_revocations_alive on license_revocations (until);
create trigger license_revocations_mark after insert or update or delete on license_revocations
  for each statement execute function carnet_mark_revocations();

-- Which events tell of a key: its history, without a look at all others of the site.
create table license_key_events (
  site_id        text not null,
  license_key_id text not null,
  position       bigint not null,
  primary key (site_id, license_key_id, position)
);
create function carnet_event_of_keys() returns trigger language plpgsql as $$
begin
  insert into license_key_events (site_id, license_key_id, position)
  select distinct new.site_id, told.key_id, new.position
    from (select new.facts ->> 'keyId'
           union all
          select new.facts ->> 'newKeyId'
           union all
          select jsonb_array_elements_text(case when jsonb_typeof(new.facts -> 'keyIds') = 'array' then new.facts -> 'keyIds' else '[]' end)
         ) as told (key_id)
   where told.key_id like 'key\_%'
  on conflict do nothing;
  return null;
end $$;
create trigger events_of_license_keys after insert on events for each row
  when (new.site_id is not null and (new.facts ? 'keyId' or new.facts ? 'keyIds'))
  execute function carnet_event_of_keys();
revoke update, delete on license_key_events from carnet_app;

select carnet_protect('hosts'), carnet_protect('key_pools'), carnet_protect('license_keys'),
       carnet_protect('license_files'), carnet_protect('license_revocations'), carnet_protect('license_key_events');
