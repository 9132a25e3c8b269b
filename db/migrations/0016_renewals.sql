-- Renewals. A quote is one document for a site and a renewal date; it has versions, which are never changed. What a quote
-- offers for one line is an offer: from the day after the line's coverage on, in one quote, taken once.

create table renewal_quotes (
  id          text not null,
  site_id     text not null references sites,
  number      text not null constraint renewal_quotes_number_once unique check (number ~ '^Q[0-9A-HJKMNP-TV-Z]{8,12}$'),
  renewal_on  date not null, -- the anniversary, or the day after the lines' own end
  version     integer not null default 1 check (version >= 1), -- the newest
  -- open until the renewal date; deferred while some lines may still be renewed at the price of the day; then closed
  state       text not null default 'open' check (state in ('open', 'deferred', 'closed')),
  made_at     timestamptz not null,
  closed_on   date,
  primary key (site_id, id),
  check ((state = 'closed') = (closed_on is not null)),
  constraint renewal_quotes_one_a_date unique (site_id, renewal_on)
);
create index renewal_quotes_unsettled on renewal_quotes (renewal_on) where state <> 'closed';

create table renewal_quote_versions (
  site_id        text not null,
  quote_id       text not null,
  version        integer not null check (version >= 1),
  dated_on       date not null, -- the day whose prices and level hold
  due_on         date not null, -- the last day on which it can be ordered at these prices
  anniversary_on date,          -- null: a site without one
  level          text not null,
  currency       text not null check (currency ~ '^[A-Z]{3}$'),
  reseller_name  text,
  reseller_email text,
  amount         bigint check (amount >= 0), -- minor units, without tax; null while a line has no price
  made_at        timestamptz not null,
  primary key (site_id, quote_id, version),
  check (due_on >= dated_on),
  foreign key (site_id, quote_id) references renewal_quotes (site_id, id) on delete cascade
);

create table renewal_quote_lines (
  site_id         text not null,
  quote_id        text not null,
  version         integer not null,
  line_id         text not null,
  place           integer not null check (place >= 1),
  order_number    text not null, -- of the license
  order_line      integer not null,
  part_number     text, -- the renewal part; null: the vendor sells none
  product_code    text not null,
  product_name    text not null,
  quantity        integer not null check (quantity > 0),
  covered_from    date not null,
  covered_through date not null,
  months          integer not null check (months between 1 and 12),
  annual_price    bigint check (annual_price >= 0), -- of one unit, minor units; null: no price
  amount          bigint check (amount >= 0),
  is_new          boolean not null, -- not in the version before
  primary key (site_id, quote_id, version, line_id),
  check (covered_through >= covered_from),
  check ((annual_price is null) = (amount is null))
);
-- A run writes a million of these: what they belong to is asked for by the statement, as of orders. Source: decision 0014.
create trigger renewal_quote_lines_of_a_version after insert on renewal_quote_lines referencing new table as fresh
  for each statement execute function carnet_require('renewal_quote_versions',
    'parent.site_id = fresh.site_id and parent.quote_id = fresh.quote_id and parent.version = fresh.version',
    'site_id, quote_id, version');
create trigger renewal_quote_lines_go_with_it after delete on renewal_quote_versions referencing old table as gone
  for each statement execute function carnet_take_along('renewal_quote_lines',
    'parent.site_id = child.site_id and parent.quote_id = child.quote_id and parent.version = child.version');
revoke update on renewal_quote_versions, renewal_quote_lines from carnet_app; -- never edited

create table renewal_offers (
  site_id      text not null,
  line_id      text not null,
  covered_from date not null, -- the day after the line's coverage
  quote_id     text not null,
  state        text not null default 'open' check (state in ('open', 'deferred', 'ordered', 'lapsed', 'withdrawn')),
  order_id     text, -- null of an ordered one: the vendor's feed brought it
  settled_on   date,
  primary key (site_id, line_id, covered_from),
  check (order_id is null or state = 'ordered'),
  check ((state in ('open', 'deferred')) = (settled_on is null))
);
create trigger renewal_offers_of_a_quote after insert on renewal_offers referencing new table as fresh
  for each statement execute function carnet_require('renewal_quotes',
    'parent.site_id = fresh.site_id and parent.id = fresh.quote_id', 'site_id, quote_id');
create trigger renewal_offers_of_a_line after insert on renewal_offers referencing new table as fresh
  for each statement execute function carnet_require('entitlement_lines',
    'parent.site_id = fresh.site_id and parent.id = fresh.line_id', 'site_id, line_id');
create trigger renewal_offers_go_with_the_quote after delete on renewal_quotes referencing old table as gone
  for each statement execute function carnet_take_along('renewal_offers',
    'parent.site_id = child.site_id and parent.id = child.quote_id');
create trigger renewal_offers_go_with_the_line after delete on entitlement_lines referencing old table as gone
  for each statement execute function carnet_take_along('renewal_offers',
    'parent.site_id = child.site_id and parent.id = child.line_id');
create unique index renewal_offers_one_open_a_line on renewal_offers (site_id, line_id) where state in ('open', 'deferred');
create index renewal_offers_of_quote on renewal_offers (site_id, quote_id);
create index renewal_offers_open on renewal_offers (covered_from) where state in ('open', 'deferred');

-- How far the daily run has come at each site: the last day that was gone through. The days after it are made up for.
-- A site that the run could not go through keeps why, and does not hold up the others.
create table renewal_sites (
  site_id         text primary key references sites on delete cascade,
  checked_through date, -- null: not yet; its first day is the one on which the run first sees it
  failed_at       timestamptz,
  failure         text check (length(failure) <= 500),
  -- Until this day nothing can come of what was known then, so the run passes the site by. Null: unknown, it looks.
  next_on         date,
  looked_under    text, -- what else that depends on: of the site and of the settings
  check ((failed_at is null) = (failure is null))
) with (fillfactor = 50); -- every row is written every day, in its own page

-- What came to be known of a site since the run last looked at it. Only ever added to, so that who orders waits for no run.
create table renewal_changes (site_id text not null);
create index renewal_changes_of_site on renewal_changes (site_id);

create function carnet_renewals_changed() returns trigger language plpgsql as $$
begin
  insert into renewal_changes (site_id) select distinct site_id from changed;
  return null;
end $$;
create function carnet_renewal_changed() returns trigger language plpgsql as $$
begin
  insert into renewal_changes (site_id) values (new.site_id);
  return null;
end $$;
create trigger coverage_periods_come after insert on coverage_periods referencing new table as changed
  for each statement execute function carnet_renewals_changed();
create trigger coverage_periods_go after delete on coverage_periods referencing old table as changed
  for each statement execute function carnet_renewals_changed();
create trigger entitlement_lines_change after update of quantity on entitlement_lines
  for each row when (old.quantity <> new.quantity) execute function carnet_renewal_changed();
create trigger orders_change after update of ordered_on, booked_at on orders
  for each row when (old.ordered_on <> new.ordered_on or old.booked_at <> new.booked_at)
  execute function carnet_renewal_changed();

select carnet_protect('renewal_quotes'), carnet_protect('renewal_quote_versions'), carnet_protect('renewal_quote_lines'),
       carnet_protect('renewal_offers'), carnet_protect('renewal_sites'), carnet_protect('renewal_changes');

-- As before, in fewer statements for the first of a chain. Its plans are kept, and made while the table is still small:
-- then one that reads all of it would be chosen, and a run that begins a hundred thousand chains keeps it to its end.
create or replace function link_event() returns trigger language plpgsql security definer
  set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  head event_chains;
begin
  new.chain := coalesce(new.site_id, new.person_id, 'vendor');
  select * into head from event_chains where chain = new.chain for update;
  if not found then
    insert into event_chains values (new.chain, 0, ''::bytea) on conflict do nothing returning * into head;
    if not found then
      select * into head from event_chains where chain = new.chain for update;
    end if;
  end if;
  new.link := head.link + 1;
  new.previous_hash := head.hash;
  new.hash := event_hash(new);
  update event_chains set link = new.link, hash = new.hash where chain = new.chain;
  return new;
end $$;

-- A simulated set of choices that somebody kept: shared with the site's other people, or the own alone.
create table renewal_scenarios (
  id         text not null,
  site_id    text not null references sites on delete cascade,
  name       text not null check (length(name) between 1 and 80),
  note       text not null default '' check (length(note) <= 500),
  choices    jsonb not null,
  is_shared  boolean not null default false,
  made_by    text not null references people,
  place      integer not null check (place between 1 and 50), -- as many as a person keeps at a site
  revision   integer not null default 1 check (revision >= 1),
  made_at    timestamptz not null,
  changed_at timestamptz not null,
  primary key (site_id, id)
);
create unique index renewal_scenarios_name_once on renewal_scenarios (site_id, made_by, lower(name));
create unique index renewal_scenarios_places on renewal_scenarios (site_id, made_by, place);

select carnet_protect('renewal_scenarios');
