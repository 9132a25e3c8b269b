-- Who may use the Key Center of a site. Two are members by what they are: the primary contact, and the technical contact
-- (DOMAIN 3.22.1, BR-92); the others are named here. Access to the site itself is another thing: nobody gets one by the other.

create table key_members (
  site_id   text not null references sites on delete cascade,
  person_id text not null references people,
  role      text not null check (role in ('administrator', 'user')),
  path      text not null check (path in ('order-number', 'approval', 'added', 'support')), -- how the person came in
  since     timestamptz not null,
  added_by  text not null, -- a person; 'order-number': the form proved it
  primary key (site_id, person_id)
);
create index key_members_of_person on key_members (person_id);

-- Whom somebody took out, of the Key Center or of the site. Such a person still knows the numbers, and so comes in again
-- only when an administrator lets him.
create table key_member_removals (
  site_id   text not null references sites on delete cascade,
  person_id text not null references people,
  primary key (site_id, person_id)
);

-- Who loses the access to the site loses the keys too: an ex-employee keeps neither.
create function carnet_key_member_leaves() returns trigger language plpgsql as $$
begin
  delete from key_members where site_id = old.site_id and person_id = old.person_id;
  insert into key_member_removals (site_id, person_id)
  select id, old.person_id from sites where id = old.site_id -- not where the site itself goes
      on conflict do nothing;
  return null;
end $$;
create trigger key_members_leave_with_the_grant after delete on access_grants
  for each row execute function carnet_key_member_leaves();
create function carnet_key_member_returns() returns trigger language plpgsql as $$
begin
  delete from key_member_removals where site_id = new.site_id and person_id = new.person_id;
  return null;
end $$;
create trigger key_members_return_with_the_grant after insert on access_grants
  for each row execute function carnet_key_member_returns();

alter table key_members enable row level security;
alter table key_members force row level security;
create policy of_site_or_person on key_members
  using (site_id = (select carnet_site()) or person_id = (select carnet_person()) or (select carnet_is_vendor()))
  with check (site_id = (select carnet_site()) or (select carnet_is_vendor()));

create index key_contacts_technical on key_contacts (email_key) where type = 'TECHNICAL'; -- a person's own sites

-- All members, each way of being one in its own row. A person may be one in several ways; the highest role counts.
create view key_memberships with (security_invoker = true) as
  select site_id, person_id, role, path as because, since
    from key_members
  union all
  select site_id, person_id, 'administrator', 'primary', granted_at
    from access_grants
   where role = 'primary'
  union all
  select contact.site_id, person.id, 'user', 'technical', contact.saved_at
    from key_contacts contact
    join people person on person.email_key = contact.email_key and person.state = 'active'
   where contact.type = 'TECHNICAL';

-- Asked for without an order number: an administrator decides, once, and never on himself. Kept under the number that was
-- stated, which may be nobody's: the site is found by a job after the answer, so that no answer tells which numbers exist.
create table key_member_requests (
  id          text primary key,
  site_number text not null check (site_number ~ '^[37][0-9]{6}$'),
  site_id     text references sites on delete cascade,
  person_id   text not null references people,
  state       text not null default 'pending' check (state in ('pending', 'approved', 'denied', 'withdrawn', 'expired')),
  asked_at    timestamptz not null,
  routed_at   timestamptz, -- when the administrators were told
  decided_at  timestamptz,
  decided_by  text references people,
  constraint key_member_requests_decided_by_another check (decided_by is null or decided_by <> person_id),
  check ((state = 'pending') = (decided_at is null)),
  check ((state in ('approved', 'denied')) = (decided_by is not null)),
  check (site_id is not null or state not in ('approved', 'denied'))
);
create unique index key_member_requests_one_open on key_member_requests (person_id, site_number) where state = 'pending';
create index key_member_requests_of_person on key_member_requests (person_id, asked_at desc, id desc);
create index key_member_requests_of_site on key_member_requests (site_id, asked_at desc, id desc) where site_id is not null;
create index key_member_requests_unrouted on key_member_requests (asked_at) where state = 'pending' and routed_at is null;
create index key_member_requests_pending on key_member_requests (asked_at) where state = 'pending';
alter table key_member_requests enable row level security;
alter table key_member_requests force row level security;
create policy of_site_or_person on key_member_requests
  using (site_id = (select carnet_site()) or person_id = (select carnet_person()) or (select carnet_is_vendor()))
  with check (site_id = (select carnet_site()) or (select carnet_is_vendor()));

-- What a site's Key Center account is set to. Without a row: the defaults.
create table key_accounts (
  site_id       text primary key references sites on delete cascade,
  notify_admins boolean not null default false -- D-18 to the administrators at each new member (BR-98)
);

-- When a member last looked at who is in the Key Center: who came since is shown as new, and whoever looked has a name here.
create table key_member_looks (
  site_id   text not null references sites on delete cascade,
  person_id text not null references people,
  looked_at timestamptz not null,
  primary key (site_id, person_id)
);

-- To whom the welcome (D-14) went, and as what; each once.
create table key_welcomes (
  site_id    text not null references sites on delete cascade,
  email_key  text not null,
  because    text not null check (because in ('primary', 'technical')),
  sent_at    timestamptz not null,
  primary key (site_id, email_key, because)
);

-- Sites at which an automatic member may have come: a job looks, and welcomes them.
create table key_member_changes (
  site_id text not null references sites on delete cascade,
  primary key (site_id)
);
create function carnet_key_members_changed() returns trigger language plpgsql as $$
begin
  insert into key_member_changes (site_id)
  values (case when tg_table_name = 'sites' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'site_id' end)
      on conflict (site_id) do update set site_id = excluded.site_id; -- locks it: the job comes after this is committed
  return null;
end $$;
create trigger key_members_of_a_new_primary after insert or update of role on access_grants
  for each row when (new.role = 'primary') execute function carnet_key_members_changed();
create trigger key_members_of_a_technical_contact after insert or update of email_key on key_contacts
  for each row when (new.type = 'TECHNICAL') execute function carnet_key_members_changed();
create trigger key_members_of_a_new_site after insert on sites
  for each row when (new.contact_email_key is not null) execute function carnet_key_members_changed();
create trigger key_members_of_another_contact after update of contact_email_key on sites
  for each row when (new.contact_email_key is distinct from old.contact_email_key and new.contact_email_key is not null)
  execute function carnet_key_members_changed();

select carnet_protect('key_accounts'), carnet_protect('key_member_looks'), carnet_protect('key_member_removals'),
       carnet_protect('key_welcomes'), carnet_protect('key_member_changes');
