-- Customers, their agreements and sites; the temporary passcode with which a site's contact comes in first.

create table customers (
  id      text primary key,
  country text not null check (country ~ '^[A-Z]{2}$'),
  number  text not null check (number ~ '^\d{7}$'), -- the ICN, a six-digit one with its leading 0
  name    text not null,
  constraint customers_number_once_a_country unique (country, number)
);

create table agreements (
  id          text primary key,
  number      text not null constraint agreements_number_once unique check (number ~ '^\d{5,8}$'),
  program     text not null check (program in ('PA')), -- the other programs have no agreement
  customer_id text not null references customers,
  level       text not null check (level in ('BL', 'D', 'E', 'F', 'G', 'H', 'GV', 'ED'))
);

create table sites (
  id                  text primary key,
  site_id             text not null generated always as (id) stored,
  number              text not null constraint sites_number_once unique check (number ~ '^[37]\d{6}$'),
  program             text not null check (program in ('PA', 'PAE', 'FCT', 'OEM')),
  agreement_id        text references agreements,
  customer_id         text not null references customers,
  name                text not null,
  street              text,
  city                text,
  region              text,
  postal_code         text,
  country             text not null check (country ~ '^[A-Z]{2}$'),
  department          text,
  phone               text,
  fax                 text,
  language            text not null check (language in ('en', 'ja', 'ko', 'zh-TW')),
  registered_on       date not null,
  contact_given_name  text not null,
  contact_family_name text not null,
  contact_email       text,
  contact_email_key   text,
  reseller_name       text,
  reseller_email      text,
  primary_state       text not null default 'unclaimed' check (primary_state in ('unclaimed', 'claimed', 'vacant')),
  first_ordered_on    date,  -- of the site; its anniversary derives from it
  documents_due       boolean not null default true,
  check ((contact_email is null) = (contact_email_key is null)),
  check (program = 'PA' or agreement_id is null),
  unique (site_id, id)
);
create index sites_of_contact on sites (contact_email_key) where primary_state = 'unclaimed';
create index sites_due_documents on sites (id) where documents_due;
create index sites_of_customer on sites (customer_id);
create index sites_of_agreement on sites (agreement_id);

-- 13 symbols for the registered contact's first access. Only a hash that needs a key outside the database.
create table passcodes (
  id          text primary key,
  site_id     text not null references sites on delete cascade,
  salt        bytea not null,
  hash        bytea not null,
  state       text not null default 'issued' check (state in ('issued', 'consumed', 'superseded', 'exhausted')),
  tries       integer not null default 0 constraint passcodes_five_tries check (tries between 0 and 5),
  issued_at   timestamptz not null,
  expires_at  timestamptz not null,
  consumed_at timestamptz,
  consumed_by text references people,
  check ((state = 'consumed') = (consumed_at is not null)),
  unique (site_id, id)
);
create unique index passcodes_one_open on passcodes (site_id) where state = 'issued';

-- What was made for a site's contact: letters to print and mails that went. A passcode in a letter stays sealed.
create table site_documents (
  id           text primary key,
  site_id      text not null references sites on delete cascade,
  kind         text not null check (kind in ('contract-notice', 'registration-notice', 'fct-registration-notice',
                                             'portal-guide', 'welcome')),
  channel      text not null check (channel in ('letter', 'e-mail')),
  language     text not null check (language in ('en', 'ja', 'ko', 'zh-TW')),
  passcode_id  text,
  sealed_facts bytea not null,
  made_at      timestamptz not null,
  unique (site_id, id),
  foreign key (site_id, passcode_id) references passcodes (site_id, id)
);
create index site_documents_of_site on site_documents (site_id, made_at);
create unique index site_documents_once on site_documents (site_id, kind, coalesce(passcode_id, ''));

select carnet_protect('passcodes'), carnet_protect('site_documents');
