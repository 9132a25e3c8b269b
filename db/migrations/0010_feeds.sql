-- The vendor's data coming in. A feed is applied whole or not at all; each of its bad lines is told.

create table feeds (
  id             text primary key,
  state          text not null check (state in ('received', 'running', 'applied', 'checked', 'refused', 'failed')),
  is_dry_run     boolean not null,
  format         text not null, -- 'jsonl' or the record type of a CSV
  name           text,          -- the file's name, when it had one
  size_bytes     bigint not null,
  sha256         text not null,
  received_at    timestamptz not null,
  received_from  jsonb not null,
  started_at     timestamptz,
  finished_at    timestamptz,
  bytes_read     bigint not null default 0,
  lines_read     bigint not null default 0,
  stage          text,
  counts         jsonb not null default '{}',
  faults_count   bigint not null default 0, -- all of them; `feed_faults` keeps the first 100,000
  warnings_count bigint not null default 0
);
create index feeds_newest on feeds (received_at desc, id desc);
create unique index feeds_same_content_once on feeds (sha256, format, is_dry_run) where state in ('received', 'running');

create table feed_faults (
  feed_id    text not null references feeds on delete cascade,
  place      integer not null, -- its number within the feed, by line
  line       bigint not null,
  field      text,             -- null: the whole line
  code       text not null,
  facts      jsonb not null default '{}',
  is_warning boolean not null, -- worth a look; nothing was refused for it
  primary key (feed_id, is_warning, place)
);
