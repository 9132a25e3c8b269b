-- Releases and their files. Contents are stored by their SHA-256, outside the database.

create table releases (
  id           text primary key,
  product_code text not null,
  version      text not null,
  platform     text not null,
  language     text not null,
  unique (product_code, version, platform, language),
  foreign key (product_code, version) references product_versions
);

create table release_files (
  id         text primary key,
  release_id text not null references releases on delete cascade,
  name       text not null check (length(name) between 1 and 200),
  size_bytes bigint not null check (size_bytes >= 0),
  sha256     text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  url        text,
  state      text not null default 'awaited' check (state in ('awaited', 'available', 'rejected')),
  reason     text, -- why it was rejected: a code
  key_id     text,
  signature  bytea, -- Ed25519 over the file's statement; see the module's README
  constraint release_files_name_once unique (release_id, name),
  check ((state = 'available') = (signature is not null))
);
create index release_files_awaited on release_files (id) where state = 'awaited';
create index release_files_of_content on release_files (sha256);

-- One person's taking of one file at one site. A link that a download manager holds names it; without a token it is
-- what a signed-in browser takes.
create table downloads (
  id           text primary key,
  site_id      text not null references sites,
  person_id    text not null references people,
  file_id      text not null references release_files,
  sha256       text not null,             -- its content then: another one under the same name is another download
  size_bytes   bigint not null,
  token_hash   bytea unique,
  link_made_at timestamptz not null,
  started_at   timestamptz,               -- a byte was asked for first; a link must start within 15 minutes
  completed_at timestamptz,               -- every byte of the file went out
  bytes_sent   bigint not null default 0, -- all that went out, ranges that were sent again included
  delivered    int8multirange not null default '{}', -- which bytes of the file are known to have gone out
  under_way    int8range[] not null default '{}',    -- answers that began and have not ended: a crash leaves them
  unique (site_id, id),
  check (completed_at is null or started_at is not null)
);
create index downloads_started on downloads (site_id, started_at desc, id desc) where started_at is not null;
create unique index downloads_one_open_without_link on downloads (site_id, person_id, file_id, sha256)
  where token_hash is null and completed_at is null;

select carnet_protect('downloads');
