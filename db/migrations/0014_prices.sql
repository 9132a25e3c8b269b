-- What things cost: descriptions in the customers' languages, points, and the price level that held on each day.

alter table products add column descriptions jsonb not null default '{}'; -- by language; what is absent: `description`
alter table parts add column descriptions jsonb not null default '{}';
alter table parts add column points integer not null default 0 check (points between 0 and 1000000); -- a unit's, for price levels

-- The price level of an agreement from a day on: a deferred renewal costs what holds on the day of its order (BR-71).
create table agreement_levels (
  agreement_id text not null references agreements on delete cascade,
  valid_from   date not null,
  level        text not null check (level in ('BL', 'D', 'E', 'F', 'G', 'H', 'GV', 'ED')),
  source       text not null check (source in ('feed', 'points')),
  primary key (agreement_id, valid_from)
);

insert into agreement_levels (agreement_id, valid_from, level, source)
select id, '1900-01-01', level, 'feed' from agreements;
