-- What each site ordered, as the vendor booked it. A newer revision replaces an order's lines; an older one never does.
-- Keys begin with the site: what a feed brings is written site by site, into pages that are next to each other.

-- What a feed writes by the hundred thousand is checked by the statement, not by the row: a foreign key asks, locks and
-- logs once for each row, which was a third of the time. The rows' keys cannot be changed afterwards (no privilege), and
-- what they belong to takes them along when it goes. Source: decision 0014.

create function carnet_require() returns trigger language plpgsql as $$
declare
  is_missing boolean;
begin
  execute format('select exists (select from (select %s from fresh) fresh
                                  where not exists (select from %I parent where %s))',
                 coalesce('distinct ' || tg_argv[2], '*'), tg_argv[0], tg_argv[1]) into is_missing;
  if is_missing then
    raise foreign_key_violation using message = format('%s belongs to no row of %s', tg_table_name, tg_argv[0]),
                                      constraint = tg_name, table = tg_table_name;
  end if;
  return null;
end $$;

create function carnet_take_along() returns trigger language plpgsql as $$
begin
  execute format('delete from %I child using gone parent where %s', tg_argv[0], tg_argv[1]);
  return null;
end $$;

create table orders (
  id             text not null,
  site_id        text not null,
  number         text not null constraint orders_number_once unique check (length(number) between 1 and 20),
  ordered_on     date not null,
  reseller_name  text,
  reseller_email text,
  revision       integer not null check (revision >= 1),
  booked_at      timestamptz not null,
  proof_due      boolean not null default true, -- its proof of entitlement is not made yet, or is older than it
  primary key (site_id, id)
);
create index orders_of_site on orders (site_id, ordered_on desc, id desc);
create index orders_due_proof on orders (site_id) where proof_due;

create table order_lines (
  id            text not null,
  site_id       text not null,
  order_id      text not null,
  line          integer not null check (line >= 1),
  part_number   text not null, -- a feed names only parts that exist, and no part is ever deleted: see decision 0014
  quantity      integer not null check (quantity > 0),
  unit_price    bigint check (unit_price >= 0), -- minor units of the currency
  currency      text check (currency ~ '^[A-Z]{3}$'),
  renews_order  text, -- the number and line of the licence that a renewal or reinstatement continues
  renews_line   integer,
  primary key (site_id, id),
  check ((unit_price is null) = (currency is null)),
  check ((renews_order is null) = (renews_line is null)),
  constraint order_lines_once unique (site_id, order_id, line)
);
create index order_lines_renewing on order_lines (site_id, renews_order, renews_line) where renews_order is not null;

create trigger orders_of_a_site after insert on orders referencing new table as fresh for each statement
  execute function carnet_require('sites', 'parent.id = fresh.site_id', 'site_id'); -- each site asked for once
revoke update on orders from carnet_app;
grant update (ordered_on, reseller_name, reseller_email, revision, booked_at, proof_due) on orders to carnet_app;
revoke delete on sites from carnet_app; -- what a site ordered is never without it
create trigger order_lines_of_an_order after insert on order_lines referencing new table as fresh for each statement
  execute function carnet_require('orders', 'parent.site_id = fresh.site_id and parent.id = fresh.order_id');
create trigger order_lines_go_with_it after delete on orders referencing old table as gone for each statement
  execute function carnet_take_along('order_lines', 'parent.site_id = child.site_id and parent.id = child.order_id');
revoke update on order_lines from carnet_app;
grant update (part_number, quantity, unit_price, currency, renews_order, renews_line) on order_lines to carnet_app;

select carnet_protect('orders'), carnet_protect('order_lines');
