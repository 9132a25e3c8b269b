-- Who asks for access, who gives it, who takes over: nominations, hand-overs, successors, take-overs, reviews, contacts.

-- Somebody asks for access to a site, or a member for a privilege. A number that is no site's gets a row like any other.
create table access_requests (
  id            text primary key,
  kind          text not null default 'membership' check (kind in ('membership', 'privilege')),
  site_number   text not null,
  site_id       text references sites on delete cascade, -- null: there is no such site, which nobody is told
  person_id     text not null references people,
  is_primary_contact boolean not null,
  privilege     text,
  needed        text,
  company       text,
  department    text,
  phone         text,
  message       text,
  state         text not null check (state in ('care_review', 'contact_review', 'on_hold',
                                               'approved', 'denied', 'withdrawn', 'expired')),
  place         smallint not null default 1 check (place between 1 and 5), -- of the person's open requests
  asked_at      timestamptz not null,
  routed_at     timestamptz,  -- when the site's people, or the desk, were told of it
  review_since  timestamptz,  -- since when the site's people have it before them
  reminded_at   timestamptz,
  decided_at    timestamptz,
  decided_by    text,
  reason        text,
  check ((state in ('care_review', 'contact_review', 'on_hold')) = (decided_at is null)),
  check ((kind = 'privilege') = (privilege is not null and needed is not null)),
  check (state <> 'denied' or reason is not null),
  constraint access_requests_not_by_oneself check (state not in ('approved', 'denied') or decided_by <> person_id)
);
create unique index access_requests_one_open on access_requests (person_id, site_number, kind, coalesce(privilege, ''))
  where state in ('care_review', 'contact_review', 'on_hold');
-- A person has five open requests at most.
create unique index access_requests_five_open on access_requests (person_id, place)
  where state in ('care_review', 'contact_review', 'on_hold');
create index access_requests_of_site on access_requests (site_id, state, asked_at);
create index access_requests_of_person on access_requests (person_id, asked_at);
create index access_requests_open on access_requests (state, asked_at) where decided_at is null;
alter table access_requests enable row level security;
alter table access_requests force row level security;
create policy of_site_or_person on access_requests
  using (site_id = (select carnet_site()) or person_id = (select carnet_person()) or (select carnet_is_vendor()));

-- The primary offers the place to a member, who accepts or declines. One offer at a time.
create table hand_overs (
  id          text primary key,
  site_id     text not null references sites on delete cascade,
  from_person text not null references people,
  to_person   text not null references people,
  from_role   text not null check (from_role in ('secondary', 'user', 'none')), -- what the old primary becomes
  state       text not null default 'offered' check (state in ('offered', 'accepted', 'declined', 'withdrawn', 'expired')),
  offered_at  timestamptz not null,
  ended_at    timestamptz,
  check (from_person <> to_person),
  check ((state = 'offered') = (ended_at is null)),
  unique (site_id, id)
);
create unique index hand_overs_one_open on hand_overs (site_id) where state = 'offered';

-- Who is asked, and in which order, when the primary no longer answers.
create table successors (
  site_id   text not null,
  place     smallint not null check (place between 1 and 4),
  person_id text not null,
  primary key (site_id, place),
  unique (site_id, person_id),
  foreign key (site_id, person_id) references access_grants (site_id, person_id) on delete cascade
);

-- The primary left: somebody of the company says so, one agent verifies, a second one confirms.
create table take_overs (
  id             text primary key,
  site_id        text references sites on delete cascade, -- known from the start, or found by the agent
  company        text not null,
  site_number    text,
  customer_number text not null,
  country        text not null check (country ~ '^[A-Z]{2}$'),
  contact_type   text not null check (contact_type in ('primary', 'secondary', 'technical')),
  romanized_name text not null,
  email          text not null,
  phone          text not null,
  statement      text not null,
  asked_by       text not null references people,
  asked_at       timestamptz not null,
  language       text not null check (language in ('en', 'ja', 'ko', 'zh-TW')),
  evidence       jsonb not null default '{}', -- what the first agent verified, item by item
  state          text not null default 'requested'
                   check (state in ('requested', 'verified', 'done', 'rejected', 'returned')),
  verified_by    text,
  verified_at    timestamptz,
  confirmed_by   text,
  ended_at       timestamptz,
  reason         text,
  origin         text not null default 'form' check (origin in ('form', 'succession')), -- who asks is the first successor
  check ((state in ('verified', 'done')) <= (verified_by is not null)),
  constraint take_overs_four_eyes check (confirmed_by is null or confirmed_by <> verified_by)
);
create index take_overs_of_site on take_overs (site_id);
create unique index take_overs_one_claim on take_overs (site_id)
  where origin = 'succession' and state in ('requested', 'verified');

-- What endangers a site, found by the daily look. A row lasts as long as its cause.
create table site_warnings (
  site_id    text not null references sites on delete cascade,
  cause      text not null check (cause in ('mail-bounces', 'primary-unseen', 'no-second-administrator', 'no-primary')),
  since      date not null,
  told_at    timestamptz,
  escalated_at timestamptz, -- since when it is on the desk of customer care
  primary key (site_id, cause)
);

-- The daily look asks of every primary whether the last mail was refused.
create index mails_of_address on mails (to_address, queued_at desc, id desc);

-- How a site wants its quarterly review, and the reviews.
create table review_settings (
  site_id     text primary key references sites on delete cascade,
  expires_unconfirmed boolean not null default false
);
create table access_reviews (
  id         text primary key,
  site_id    text not null references sites on delete cascade,
  opened_on  date not null,
  due_on     date not null,
  reminded   smallint check (reminded in (14, 3)), -- days before the due date: the last reminder that went out
  closed_at  timestamptz,
  unique (site_id, id),
  unique (site_id, opened_on),
  check (due_on > opened_on)
);
create unique index access_reviews_one_open on access_reviews (site_id) where closed_at is null;
create table access_review_items (
  site_id    text not null,
  review_id  text not null,
  person_id  text not null references people,
  outcome    text check (outcome in ('confirmed', 'removed', 'lapsed')),
  decided_by text,
  decided_at timestamptz,
  primary key (site_id, review_id, person_id),
  foreign key (site_id, review_id) references access_reviews (site_id, id) on delete cascade,
  check ((outcome is null) = (decided_at is null))
);

-- Addressees of documents by type. Absent: the site's primary contact. Being one gives no access.
create table key_contacts (
  site_id     text not null references sites on delete cascade,
  type        text not null check (type in ('POE', 'MEDIA', 'RENEWAL', 'BILLING', 'TECHNICAL')),
  version     text not null, -- drawn anew with each change: who saves says which one was seen
  name        text not null,
  email       text not null,
  email_key   text not null,
  phone       text not null,
  street      text not null,
  city        text not null,
  region      text not null,
  postal_code text not null,
  country     text not null check (country ~ '^[A-Z]{2}$'),
  language    text not null check (language in ('en', 'ja', 'ko', 'zh-TW')),
  saved_at    timestamptz not null,
  saved_by    text not null,
  primary key (site_id, type)
);
-- When the site's people last looked at all six and said that they are right.
create table contact_reviews (
  site_id     text primary key references sites on delete cascade,
  reviewed_at timestamptz not null,
  reviewed_by text not null references people
);
-- Before which anniversary the primary was asked to look at the contacts and the people.
create table contact_checks (
  site_id        text not null references sites on delete cascade,
  anniversary_on date not null,
  asked_at       timestamptz not null,
  primary key (site_id, anniversary_on)
);

select carnet_protect('hand_overs'), carnet_protect('successors'), carnet_protect('take_overs'),
       carnet_protect('site_warnings'), carnet_protect('review_settings'), carnet_protect('access_reviews'),
       carnet_protect('access_review_items'), carnet_protect('key_contacts'), carnet_protect('contact_reviews'),
       carnet_protect('contact_checks');

-- What the list of members is sorted by stands beside the grant: a page of ten thousand members costs what one of ten
-- costs. A name is listed once its owner has used the site; until then the address stands in its place.
alter table access_grants
  add column sort_name text not null default '',
  add column sort_email text not null default '',
  add column sort_seen date not null generated always as (coalesce(last_seen_on, '0001-01-01')) stored;
create function sort_name_of(person people) returns text language sql immutable
  return lower(coalesce(nullif(person.romanized_name, ''), person.family_name || ' ' || person.given_name));
create function sort_grant() returns trigger language plpgsql as $$
begin
  select case when new.last_seen_on is null and new.role <> 'primary' then person.email_key else sort_name_of(person) end,
         person.email_key
    into new.sort_name, new.sort_email
    from people person where person.id = new.person_id;
  new.sort_name := coalesce(new.sort_name, '');
  new.sort_email := coalesce(new.sort_email, '');
  return new;
end $$;
create trigger sort_grant before insert or update of last_seen_on on access_grants
  for each row execute function sort_grant();
-- A person's new name is new at every site.
create function sort_grants_of_person() returns trigger language plpgsql as $$
declare
  reach text := coalesce(current_setting('carnet.reach', true), '');
begin
  perform set_config('carnet.reach', 'vendor', true); -- and not by the function's head: PostgreSQL 15 lets no owner do that
  update access_grants
     set sort_name = sort_name_of(new)
   where person_id = new.id and (last_seen_on is not null or role = 'primary');
  perform set_config('carnet.reach', reach, true);
  return null;
end $$;
create trigger sort_grants_of_person after update of given_name, family_name, romanized_name on people
  for each row when (sort_name_of(old) <> sort_name_of(new)) execute function sort_grants_of_person();
select set_config('carnet.reach', 'vendor', true);
update access_grants set last_seen_on = last_seen_on;
select set_config('carnet.reach', '', true);
create index access_grants_by_name on access_grants (site_id, sort_name, person_id);
create index access_grants_by_email on access_grants (site_id, sort_email, person_id);
create index access_grants_by_role on access_grants (site_id, role, person_id);
create index access_grants_by_age on access_grants (site_id, granted_at, person_id);
create index access_grants_by_last_seen on access_grants (site_id, sort_seen, person_id);
create index access_grants_ending on access_grants (valid_through) where valid_through is not null;

-- A list of people that was sent to be looked at first: kept until it is confirmed, for a day at most.
create table member_imports (
  site_id        text not null references sites on delete cascade,
  person_id      text not null references people on delete cascade,
  digest         text not null,
  sealed_content bytea not null,
  sent_at        timestamptz not null,
  primary key (site_id, person_id)
);
select carnet_protect('member_imports');
