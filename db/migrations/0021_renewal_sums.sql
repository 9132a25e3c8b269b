-- What each renewal quote holds in each state, kept as its offers change: the vendor's pipeline sums a hundred thousand
-- quotes, and would go through a million offers for it. An offer knows what it is worth: the amount of its line in the
-- newest version that has it; null while it has no price.

alter table renewal_offers add column amount bigint check (amount >= 0);

create table renewal_sums (
  site_id         text not null,
  quote_id        text not null,
  open_count      integer not null default 0,
  deferred_count  integer not null default 0,
  ordered_count   integer not null default 0,
  lapsed_count    integer not null default 0,
  line_count      integer not null default 0, -- the withdrawn ones too
  open_amount     bigint not null default 0,
  deferred_amount bigint not null default 0,
  ordered_amount  bigint not null default 0,
  lapsed_amount   bigint not null default 0,
  primary key (site_id, quote_id),
  foreign key (site_id, quote_id) references renewal_quotes (site_id, id) on delete cascade
) with (fillfactor = 70);

select set_config('carnet.reach', 'vendor', true);

update renewal_offers offer
   set amount = line.amount
  from (select distinct on (site_id, quote_id, line_id) site_id, quote_id, line_id, amount
          from renewal_quote_lines
         order by site_id, quote_id, line_id, version desc) line
 where line.site_id = offer.site_id
   and line.quote_id = offer.quote_id
   and line.line_id = offer.line_id
   and line.amount is not null;

insert into renewal_sums (site_id, quote_id, open_count, deferred_count, ordered_count, lapsed_count, line_count,
                          open_amount, deferred_amount, ordered_amount, lapsed_amount)
select site_id, quote_id, count(*) filter (where state = 'open'), count(*) filter (where state = 'deferred'),
       count(*) filter (where state = 'ordered'), count(*) filter (where state = 'lapsed'), count(*),
       coalesce(sum(amount) filter (where state = 'open'), 0), coalesce(sum(amount) filter (where state = 'deferred'), 0),
       coalesce(sum(amount) filter (where state = 'ordered'), 0), coalesce(sum(amount) filter (where state = 'lapsed'), 0)
  from renewal_offers
 group by site_id, quote_id
 order by site_id, quote_id;

select set_config('carnet.reach', '', true);

-- Changes are added, never counted anew: of two who order from one quote at once, neither sees what the other one took.
create function carnet_renewal_sums_grow() returns trigger language plpgsql as $$
begin
  insert into renewal_sums as kept (site_id, quote_id, open_count, deferred_count, ordered_count, lapsed_count, line_count,
                                    open_amount, deferred_amount, ordered_amount, lapsed_amount)
  select site_id, quote_id, count(*) filter (where state = 'open'), count(*) filter (where state = 'deferred'),
         count(*) filter (where state = 'ordered'), count(*) filter (where state = 'lapsed'), count(*),
         coalesce(sum(amount) filter (where state = 'open'), 0),
         coalesce(sum(amount) filter (where state = 'deferred'), 0),
         coalesce(sum(amount) filter (where state = 'ordered'), 0),
         coalesce(sum(amount) filter (where state = 'lapsed'), 0)
    from fresh
   group by site_id, quote_id
   order by site_id, quote_id
      on conflict (site_id, quote_id) do update
     set open_count = kept.open_count + excluded.open_count,
         deferred_count = kept.deferred_count + excluded.deferred_count,
         ordered_count = kept.ordered_count + excluded.ordered_count,
         lapsed_count = kept.lapsed_count + excluded.lapsed_count,
         line_count = kept.line_count + excluded.line_count,
         open_amount = kept.open_amount + excluded.open_amount,
         deferred_amount = kept.deferred_amount + excluded.deferred_amount,
         ordered_amount = kept.ordered_amount + excluded.ordered_amount,
         lapsed_amount = kept.lapsed_amount + excluded.lapsed_amount;
  return null;
end $$;

create function carnet_renewal_sums_change() returns trigger language plpgsql as $$
begin
  insert into renewal_sums as kept (site_id, quote_id, open_count, deferred_count, ordered_count, lapsed_count, line_count,
                                    open_amount, deferred_amount, ordered_amount, lapsed_amount)
  select site_id, quote_id, coalesce(sum(sign) filter (where state = 'open'), 0),
         coalesce(sum(sign) filter (where state = 'deferred'), 0),
         coalesce(sum(sign) filter (where state = 'ordered'), 0),
         coalesce(sum(sign) filter (where state = 'lapsed'), 0), sum(sign),
         coalesce(sum(sign * amount) filter (where state = 'open'), 0),
         coalesce(sum(sign * amount) filter (where state = 'deferred'), 0),
         coalesce(sum(sign * amount) filter (where state = 'ordered'), 0),
         coalesce(sum(sign * amount) filter (where state = 'lapsed'), 0)
    from (select site_id, quote_id, state, amount, 1 as sign from fresh
           union all
          select site_id, quote_id, state, amount, -1 from gone) changed
   group by site_id, quote_id
   order by site_id, quote_id
      on conflict (site_id, quote_id) do update
     set open_count = kept.open_count + excluded.open_count,
         deferred_count = kept.deferred_count + excluded.deferred_count,
         ordered_count = kept.ordered_count + excluded.ordered_count,
         lapsed_count = kept.lapsed_count + excluded.lapsed_count,
         line_count = kept.line_count + excluded.line_count,
         open_amount = kept.open_amount + excluded.open_amount,
         deferred_amount = kept.deferred_amount + excluded.deferred_amount,
         ordered_amount = kept.ordered_amount + excluded.ordered_amount,
         lapsed_amount = kept.lapsed_amount + excluded.lapsed_amount;
  return null;
end $$;

-- The quote may have gone already, and its sums with it.
create function carnet_renewal_sums_shrink() returns trigger language plpgsql as $$
begin
  update renewal_sums kept
     set open_count = open_count - lost.opens,
         deferred_count = deferred_count - lost.deferreds,
         ordered_count = ordered_count - lost.ordereds,
         lapsed_count = lapsed_count - lost.lapseds,
         line_count = line_count - lost.lines,
         open_amount = open_amount - lost.open_sum,
         deferred_amount = deferred_amount - lost.deferred_sum,
         ordered_amount = ordered_amount - lost.ordered_sum,
         lapsed_amount = lapsed_amount - lost.lapsed_sum
    from (select site_id, quote_id, count(*) as lines, count(*) filter (where state = 'open') as opens,
                 count(*) filter (where state = 'deferred') as deferreds,
                 count(*) filter (where state = 'ordered') as ordereds,
                 count(*) filter (where state = 'lapsed') as lapseds,
                 coalesce(sum(amount) filter (where state = 'open'), 0) as open_sum,
                 coalesce(sum(amount) filter (where state = 'deferred'), 0) as deferred_sum,
                 coalesce(sum(amount) filter (where state = 'ordered'), 0) as ordered_sum,
                 coalesce(sum(amount) filter (where state = 'lapsed'), 0) as lapsed_sum
            from gone
           group by site_id, quote_id) lost
   where kept.site_id = lost.site_id
     and kept.quote_id = lost.quote_id;
  return null;
end $$;

create trigger renewal_offers_come after insert on renewal_offers referencing new table as fresh
  for each statement execute function carnet_renewal_sums_grow();
create trigger renewal_offers_change after update on renewal_offers referencing new table as fresh old table as gone
  for each statement execute function carnet_renewal_sums_change();
create trigger renewal_offers_go after delete on renewal_offers referencing old table as gone
  for each statement execute function carnet_renewal_sums_shrink();

-- What waits for its own end, by that end.
create index renewal_offers_deferred on renewal_offers (covered_from, site_id, quote_id) where state = 'deferred';

select carnet_protect('renewal_sums');
