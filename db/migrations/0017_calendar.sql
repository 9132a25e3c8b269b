-- A person's dates as a calendar to subscribe to and as a digest; and the proof that a mail about a site was delivered.

create table calendar_feeds (
  id         text primary key,
  person_id  text not null references people,
  name       text not null check (length(name) between 1 and 80),
  token_hash bytea not null unique, -- SHA-256; the token itself is shown once
  made_at    timestamptz not null,
  read_at    timestamptz,
  revoked_at timestamptz
);
create index calendar_feeds_of_person on calendar_feeds (person_id) where revoked_at is null;

create table date_digests (
  person_id text primary key references people,
  frequency text not null check (frequency in ('weekly', 'monthly')),
  told_on   date not null -- the day of the newest one, or on which it was chosen
);

-- What went out about a site, for its people to see with its proof of delivery. The message itself stays among the mails.
alter table mails add column subject text;      -- kept of those below, when they went out
alter table mails add column server_reply text; -- the mail server's own words when it took the message
create table deliveries (
  site_id text not null references sites on delete cascade,
  mail_id text not null references mails on delete cascade,
  about   jsonb not null default '{}', -- ids of what it is about: {"quoteId": …, "orderNumber": …}
  primary key (site_id, mail_id)
);
create index deliveries_of_mail on deliveries (mail_id);

select carnet_protect('deliveries');

-- For whoever watches all sites' renewals.
create index renewal_quotes_by_date on renewal_quotes (renewal_on, id);
create index renewal_quote_lines_unpriced on renewal_quote_lines (site_id, quote_id, version) where annual_price is null;
