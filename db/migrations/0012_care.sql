-- The customer-care desk: one queue, its notes; consents; enquiries that arrive by form.

create table care_requests (
  id             text primary key,
  kind           text not null check (kind in ('nomination', 'passcode', 'primary-change', 'registration-change',
                                               'contact-enquiry', 'forgotten-id', 'unattended-site')),
  team           text not null check (team in ('care', 'sales', 'support', 'license-support')),
  subject_id     text not null,           -- the row of the module whose matter it is
  site_id        text references sites on delete cascade,
  site_number    text,                    -- as it was stated, when it may be nobody's
  person_id      text references people,  -- who asks, when it is known
  requester_name text not null,
  requester_email text,
  country        text check (country ~ '^[A-Z]{2}$'),
  language       text not null check (language in ('en', 'ja', 'ko', 'zh-TW')),
  state          text not null default 'open' check (state in ('open', 'decided', 'withdrawn')),
  opened_at      timestamptz not null,
  due_at         timestamptz not null,
  claimed_by     text references people,
  claimed_at     timestamptz,
  decided_by     text,
  decided_at     timestamptz,
  outcome        text,
  reason         text,
  check ((state = 'open') = (decided_at is null)),
  check ((claimed_by is null) = (claimed_at is null))
);
create unique index care_requests_one_open on care_requests (subject_id, kind) where state = 'open';
create index care_requests_queue on care_requests (team, state, due_at, id);
create index care_requests_of_site on care_requests (site_id, opened_at);
create index care_requests_of_person on care_requests (person_id);

create table care_notes (
  id         text primary key,
  request_id text not null references care_requests on delete cascade,
  author_id  text not null,
  text       text not null check (length(text) between 1 and 4000),
  written_at timestamptz not null
);
create index care_notes_of_request on care_notes (request_id, written_at);
-- What was done to a request: part of the vendor's chain, found by the request's id.
create index events_of_care_request on events ((facts ->> 'id')) where name like 'care-request.%';

-- The primary allows support to know or to do something, for a time. Without a row nothing is disclosed or granted.
create table consents (
  id          text primary key,
  site_id     text not null references sites on delete cascade,
  purpose     text not null check (purpose in ('disclose-site-number', 'disclose-contacts', 'add-member', 'license-key-members')),
  given_by    text not null references people,
  given_at    timestamptz not null,
  valid_through date not null,
  taken_back_at timestamptz,
  unique (site_id, id)
);
create index consents_of_site on consents (site_id, purpose);

-- What visitors and customers write to the desk: a forgotten ID, who a site's contact is, wrong registration data.
create table enquiries (
  id          text primary key,
  kind        text not null check (kind in ('forgotten-id', 'contact-enquiry', 'registration-change')),
  site_number text not null,
  person_id   text references people,
  name        text not null,
  email       text not null,
  country     text not null check (country ~ '^[A-Z]{2}$'),
  language    text not null check (language in ('en', 'ja', 'ko', 'zh-TW')),
  facts       jsonb not null default '{}',
  state       text not null default 'received' check (state in ('received', 'answered', 'applied', 'returned', 'rejected')),
  reason      text,
  sent_at     timestamptz not null,
  ended_at    timestamptz,
  check ((state = 'received') = (ended_at is null))
);
create index enquiries_of_person on enquiries (person_id);

-- A contact who lost the passcode asks for another one. One open request a site.
create table passcode_requests (
  id           text primary key,
  site_id      text not null references sites on delete cascade,
  person_id    text not null references people,
  state        text not null default 'requested' check (state in ('requested', 're-sent', 'rejected', 'withdrawn')),
  channel      text check (channel in ('letter', 'fax', 'e-mail')),
  reason       text,
  asked_at     timestamptz not null,
  ended_at     timestamptz,
  ended_by     text,
  check ((state = 'requested') = (ended_at is null)),
  check ((state = 're-sent') = (channel is not null)),
  unique (site_id, id)
);
create unique index passcode_requests_one_open on passcode_requests (site_id) where state = 'requested';
alter table site_documents drop constraint site_documents_kind_check,
  add constraint site_documents_kind_check check (kind in ('contract-notice', 'registration-notice',
    'fct-registration-notice', 'portal-guide', 'welcome', 'passcode-reissue'));
alter table site_documents drop constraint site_documents_channel_check,
  add constraint site_documents_channel_check check (channel in ('letter', 'fax', 'e-mail'));

-- Only the vendor's side reads what the desk works on.
create function carnet_protect_for_vendor(of_table regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', of_table);
  execute format('alter table %s force row level security', of_table);
  execute format('create policy of_vendor on %s using ((select carnet_is_vendor()))', of_table);
end $$;
select carnet_protect_for_vendor('care_requests'), carnet_protect_for_vendor('care_notes'),
       carnet_protect_for_vendor('enquiries');
select carnet_protect('consents'), carnet_protect('passcode_requests');
