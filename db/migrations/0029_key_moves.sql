-- Moves of licence keys from host to host, lists of key actions, and forms that were sent. Source: BR-100, P-07, issue 5.

-- One move: whole or not at all; within a day it can be undone.
create table key_moves (
  id            text not null,
  site_id       text not null references sites,
  from_host_ids text[] not null check (cardinality(from_host_ids) between 1 and 1000),
  to_host_id    text not null,
  attempt       text,                    -- names the form that asked for it: sent twice it moves once
  moved_at      timestamptz not null,
  moved_by      text not null,
  undo_until    timestamptz not null check (undo_until > moved_at),
  undone_at     timestamptz,
  undone_by     text,
  primary key (site_id, id),
  foreign key (site_id, to_host_id) references hosts (site_id, id),
  check ((undone_at is null) = (undone_by is null)),
  constraint key_moves_once unique (site_id, moved_by, attempt)
);
create index key_moves_by_age on key_moves (site_id, moved_at desc, id);

-- Which key took which one's place; `kept_key_id` is what stayed on the old host of a key that was moved in part.
create table key_move_keys (
  site_id     text not null,
  move_id     text not null,
  old_key_id  text not null,
  new_key_id  text not null,
  kept_key_id text,
  primary key (site_id, move_id, old_key_id),
  foreign key (site_id, move_id) references key_moves (site_id, id),
  foreign key (site_id, old_key_id) references license_keys (site_id, id),
  foreign key (site_id, new_key_id) references license_keys (site_id, id),
  foreign key (site_id, kept_key_id) references license_keys (site_id, id)
);

-- A list that was sent and waits for its sender to confirm it; once it is applied, what it has touched.
create table key_imports (
  id             text not null,
  site_id        text not null references sites,
  person_id      text not null,
  digest         text not null,
  sealed_content bytea,                  -- gone once it is applied
  sent_at        timestamptz not null,
  applied_at     timestamptz,
  host_ids       text[] not null default '{}',
  key_ids        text[] not null default '{}',
  primary key (site_id, id),
  check ((applied_at is null) = (sealed_content is not null))
);
create unique index key_imports_one_waiting on key_imports (site_id, person_id) where applied_at is null;

-- Forms that get keys, each by its own name: a form that is sent twice gets keys once. Kept for a day.
create table key_attempts (
  site_id   text not null references sites,
  person_id text not null,
  attempt   text not null,
  key_id    text,                        -- set by the end of the transaction that adds the row
  at        timestamptz not null,
  primary key (site_id, person_id, attempt),
  foreign key (site_id, key_id) references license_keys (site_id, id)
);

select carnet_protect('key_moves'), carnet_protect('key_move_keys'), carnet_protect('key_imports'), carnet_protect('key_attempts');
