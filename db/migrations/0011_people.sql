-- People, second part: invited people, second factors, sessions that are told apart, tokens of customers, vendor roles.

-- Somebody whom a site invited has a row before having an ID: grants and limits count alike. Registering activates it.
alter table people drop constraint people_state_check,
                   add constraint people_state_check check (state in ('invited', 'active', 'disabled'));
-- Who signs in by a passkey or by the own company's identity provider has no password.
alter table people alter column password_hash drop not null,
                   alter column confirmed_at drop not null,
                   add constraint people_active_are_confirmed check (state = 'invited' or confirmed_at is not null);

-- How somebody signed in: a grave act and the vendor's side ask for two factors.
alter table sessions
  add column id text,
  add column strength text not null default 'password'
    check (strength in ('password', 'two-factor', 'passkey', 'sso')),
  add column proved_at timestamptz; -- when the factors were last proved; a grave act wants it recent
update sessions set id = 'session_' || substr(encode(token_hash, 'hex'), 1, 26), proved_at = started_at;
alter table sessions alter column id set not null, alter column proved_at set not null;
alter table sessions add constraint sessions_id_once unique (id);

create table passkeys (
  id            text primary key,
  person_id     text not null references people on delete cascade,
  credential_id text not null constraint passkeys_credential_once unique, -- base64url, as the authenticator gave it
  public_key    bytea not null,
  counter       bigint not null,
  transports    text[] not null default '{}',
  name          text not null,
  is_synced     boolean not null,
  added_at      timestamptz not null,
  last_used_at  timestamptz
);
create index passkeys_of_person on passkeys (person_id);

-- A challenge is answered once, within minutes.
create table passkey_challenges (
  challenge_hash bytea primary key,
  purpose        text not null check (purpose in ('add', 'sign-in', 'prove')),
  person_id      text references people on delete cascade,
  expires_at     timestamptz not null
);
create index passkey_challenges_old on passkey_challenges (expires_at);

-- One authenticator app a person. The secret is sealed; the last step used is never taken again.
create table authenticators (
  person_id     text primary key references people on delete cascade,
  sealed_secret bytea not null,
  state         text not null check (state in ('offered', 'active')),
  last_step     bigint,
  added_at      timestamptz not null
);

create table recovery_codes (
  person_id text not null references people on delete cascade,
  code_hash bytea not null,
  made_at   timestamptz not null,
  used_at   timestamptz,
  primary key (person_id, code_hash)
);

-- What a right password leads to while the second factor is asked for. One use.
create table sign_in_steps (
  token_hash bytea primary key,
  person_id  text not null references people on delete cascade,
  device_id  text,
  expires_at timestamptz not null
);
create index sign_in_steps_old on sign_in_steps (expires_at);

-- A person's own token for a program: at one site, no more than the person may, and only what is listed.
create table access_tokens (
  id           text primary key,
  site_id      text not null references sites on delete cascade,
  person_id    text not null references people on delete cascade,
  name         text not null,
  secret_hash  bytea not null unique,
  scopes       text[] not null check (cardinality(scopes) between 1 and 50),
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  unique (site_id, id)
);
create index access_tokens_of_site on access_tokens (site_id, created_at);
-- The vendor's people work in one role each.
alter table staff_members drop constraint staff_members_role_check,
                          add constraint staff_members_role_check
                            check (role in ('operator', 'care', 'sales', 'support', 'license-support'));
alter table staff_invitations drop constraint staff_invitations_role_check,
                              add constraint staff_invitations_role_check
                                check (role in ('operator', 'care', 'sales', 'support', 'license-support'));

-- Somebody of the vendor looks at the portal as one of a site's people does: with a reason, for half an hour, reading only.
create table views (
  id              text primary key,
  site_id         text not null references sites on delete cascade,
  person_id       text not null references people,  -- as whom
  staff_person_id text not null references people,  -- who
  session_id      text not null,
  reason          text not null check (length(reason) between 1 and 500),
  ticket          text not null check (length(ticket) between 1 and 60),
  started_at      timestamptz not null,
  until           timestamptz not null check (until <= started_at + interval '30 minutes'),
  ended_at        timestamptz,
  paths           text[] not null default '{}', -- what was looked at: each is one entry in the site's history
  unique (site_id, id)
);
create unique index views_one_a_session on views (session_id) where ended_at is null;

-- The identity provider of a customer, for an e-mail domain that the site's primary has proved to own.
create table identity_providers (
  id            text primary key,
  site_id       text not null references sites on delete cascade,
  domain        text not null, -- A-label, lower case
  issuer        text not null,
  client_id     text not null,
  sealed_secret bytea,
  proof_token   text not null,
  state         text not null check (state in ('unproved', 'active', 'off')),
  proved_at     timestamptz,
  added_at      timestamptz not null,
  added_by      text not null references people,
  unique (site_id, id),
  unique (site_id, domain),
  check ((state = 'unproved') = (proved_at is null))
);
-- Of several sites of one company, the first to prove has the domain.
create unique index identity_providers_one_active_a_domain on identity_providers (domain) where state = 'active';

-- Who somebody is at an identity provider: issuer and subject, never the e-mail address alone.
create table external_identities (
  issuer      text not null,
  subject     text not null,
  person_id   text not null references people on delete cascade,
  linked_at   timestamptz not null,
  last_used_at timestamptz,
  primary key (issuer, subject)
);
create index external_identities_of_person on external_identities (person_id);

-- A sign-in that went to an identity provider and has not come back. One use.
create table federated_sign_ins (
  state_hash   bytea primary key,
  provider_id  text not null references identity_providers on delete cascade,
  sealed_facts bytea not null, -- nonce, PKCE verifier, where to go
  expires_at   timestamptz not null
);
create index federated_sign_ins_old on federated_sign_ins (expires_at);

-- When a member last used a site: per site, for what somebody does elsewhere is nobody's business here.
alter table access_grants add column last_seen_on date;

select carnet_protect('access_tokens'), carnet_protect('views'), carnet_protect('identity_providers');
