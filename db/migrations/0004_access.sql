-- Who may do what at which site: one primary, up to four secondaries, any number of users.

create table access_grants (
  site_id                text not null references sites on delete cascade,
  person_id              text not null references people,
  role                   text not null check (role in ('primary', 'secondary', 'user')),
  secondary_place        smallint,
  software_and_services  text not null check (software_and_services in
                           ('none', 'download', 'download_media', 'download_media_commerce')),
  reporting              text not null check (reporting in ('none', 'view')),
  entitlements           text not null check (entitlements in ('none', 'view', 'update')),
  entitlement_allocation text not null check (entitlement_allocation in ('none', 'view', 'update')),
  manage_access          text not null check (manage_access in ('none', 'view', 'update')),
  contact_update         text not null check (contact_update in ('none', 'view', 'update')),
  account_documents      text not null check (account_documents in ('none', 'view')),
  granted_at             timestamptz not null,
  granted_by             text not null,
  valid_through          date, -- the last day, inclusive; null until taken back
  primary key (site_id, person_id),
  constraint access_grants_four_secondaries check ((role = 'secondary') = (secondary_place is not null)
                                                   and secondary_place between 1 and 4),
  constraint access_grants_secondary_places unique (site_id, secondary_place),
  constraint access_grants_users_manage_nothing check (role <> 'user' or (manage_access = 'none' and contact_update = 'none'))
);
create unique index access_grants_one_primary on access_grants (site_id) where role = 'primary';
create index access_grants_of_person on access_grants (person_id);

alter table access_grants enable row level security;
alter table access_grants force row level security;
create policy of_site_or_person on access_grants
  using (site_id = (select carnet_site()) or person_id = (select carnet_person()) or (select carnet_is_vendor()))
  with check (site_id = (select carnet_site()) or (select carnet_is_vendor()));

-- A site is seen from inside, by each of its people, and by the vendor.
alter table sites enable row level security;
alter table sites force row level security;
create policy seen_by_its_people on sites for select
  using (id = (select carnet_site()) or (select carnet_is_vendor())
         or exists (select from access_grants where access_grants.site_id = sites.id
                                                and access_grants.person_id = (select carnet_person())));
create policy written_from_inside on sites for all
  using ((select carnet_is_vendor()) or id = (select carnet_site()))
  with check ((select carnet_is_vendor()) or id = (select carnet_site()));
