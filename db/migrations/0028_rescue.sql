-- Emergency keys that a member takes himself when a host has died, and machines without a network.

-- One taking: from the host that died to one that runs. It stays open until somebody says how it went on, or until the
-- same keys are taken once more: then the later one is asked about.
create table rescues (
  id           text not null,
  site_id      text not null references sites,
  host_id      text not null,                       -- the new one
  dead_host_id text not null,
  reason       text not null check (length(reason) between 1 and 500),
  state        text not null default 'open' check (state in ('open', 'dead', 'back', 'replaced')),
  taken_at     timestamptz not null,
  taken_by     text not null,
  expires_at   timestamptz not null,
  asked_at     timestamptz,                         -- when the follow-up was asked by mail
  settled_at   timestamptz,
  settled_by   text,
  primary key (site_id, id),
  foreign key (site_id, host_id) references hosts (site_id, id),
  foreign key (site_id, dead_host_id) references hosts (site_id, id),
  constraint rescues_72_hours check (expires_at = taken_at + interval '72 hours'),
  check ((state = 'open') = (settled_at is null)),
  check ((settled_at is null) = (settled_by is null))
);
create index rescues_open on rescues (taken_at) where state = 'open';
create index rescues_of_site on rescues (site_id, taken_at desc, id desc);

-- Which emergency key stands for which key of the dead host. A key has one in force at a time.
create table rescue_keys (
  site_id     text not null,
  rescue_id   text not null,
  dead_key_id text not null,
  key_id      text not null,
  is_open     boolean not null default true,
  primary key (site_id, rescue_id, dead_key_id),
  foreign key (site_id, rescue_id) references rescues (site_id, id),
  foreign key (site_id, dead_key_id) references license_keys (site_id, id),
  foreign key (site_id, key_id) references license_keys (site_id, id)
);
create unique index rescue_keys_one_open on rescue_keys (site_id, dead_key_id) where is_open;
create index rescue_keys_by_key on rescue_keys (site_id, key_id);

-- The numbered places of a product in a calendar year of the site: no two takings have the same one.
create table rescue_places (
  site_id      text not null,
  product_code text not null,
  year         integer not null check (year between 1900 and 2200),
  place        integer not null check (place between 1 and 12),
  rescue_id    text not null,
  primary key (site_id, product_code, year, place),
  unique (site_id, rescue_id, product_code),
  foreign key (site_id, rescue_id) references rescues (site_id, id)
);
revoke update, delete on rescue_places from carnet_app;

-- What a machine without a network has asked for, and the one answer that it got: asked again, it is the same.
create table air_gap_requests (
  id           text not null,
  site_id      text not null references sites,
  nonce        text not null check (nonce ~ '^[0-9a-f]{8}$'),
  host_hash    text not null check (host_hash ~ '^[0-9a-f]{16}$'),
  product_hash text not null check (product_hash ~ '^[0-9a-f]{8}$'),
  form         text not null check (form in ('code', 'file')),
  product_code text not null,
  host_id      text not null,
  key_id       text,                                -- the key that was got for it; these three once it is got
  file_name    text,
  file_text    text,
  answer_code  text,                                -- null: what the key opens cannot be said in a typed code
  answered_at  timestamptz not null,
  answered_by  text not null,
  primary key (site_id, id),
  constraint air_gap_requests_answered_once unique (site_id, nonce, host_hash, product_hash),
  foreign key (site_id, host_id) references hosts (site_id, id),
  foreign key (site_id, key_id) references license_keys (site_id, id)
);
create index air_gap_requests_by_age on air_gap_requests (site_id, answered_at, id);

select carnet_protect('rescues'), carnet_protect('rescue_keys'), carnet_protect('rescue_places'),
       carnet_protect('air_gap_requests');
