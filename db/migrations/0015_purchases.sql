-- What customers order in the portal: orders that it booked itself, and the cart before them.

-- A prorated line is not its unit price times its quantity: its own total, and of which months it is.
alter table order_lines add column amount bigint check (amount >= 0); -- minor units; null: unit price times quantity
alter table order_lines add column months integer check (months between 1 and 12);
alter table order_lines add constraint order_lines_amount_in_a_currency check (amount is null or currency is not null);
grant update (amount, months) on order_lines to carnet_app;

create table placements (
  site_id               text not null,
  order_id              text not null,
  channel               text not null check (channel in ('online', 'partner', 'vendor', 'automatic')),
  purchase_order_number text check (length(purchase_order_number) between 1 and 40),
  quote_id              text,
  quote_version         integer,
  level                 text not null,
  currency              text not null check (currency ~ '^[A-Z]{3}$'),
  amount                bigint not null check (amount >= 0), -- minor units, without tax: the sum of its lines
  placed_by             text references people, -- null: the portal itself, an automatic renewal
  placed_at             timestamptz not null,
  primary key (site_id, order_id),
  check ((quote_id is null) = (quote_version is null)),
  check ((channel = 'automatic') = (placed_by is null)),
  foreign key (site_id, order_id) references orders (site_id, id) on delete cascade
);

-- One open cart for each person and site. `revision` grows with each change, so that what is ordered is what was seen.
create table carts (
  id         text not null,
  site_id    text not null references sites,
  person_id  text not null references people,
  state      text not null default 'open' check (state in ('open', 'ordered')),
  revision   integer not null default 1 check (revision >= 1),
  order_id   text,
  changed_at timestamptz not null,
  primary key (site_id, id),
  check ((state = 'ordered') = (order_id is not null)),
  foreign key (site_id, order_id) references orders (site_id, id)
);
create unique index carts_one_open on carts (site_id, person_id) where state = 'open';

create table cart_lines (
  id            text not null,
  site_id       text not null,
  cart_id       text not null,
  part_number   text not null references parts,
  quantity      integer not null check (quantity between 1 and 100000),
  line_id       text,    -- the entitlement line that a renewal or reinstatement continues; null: a new license
  quote_id      text,    -- the quote from which a renewal came, and the version that was seen
  quote_version integer,
  added_at      timestamptz not null,
  primary key (site_id, id),
  check ((quote_id is null) = (quote_version is null)),
  check (quote_id is null or line_id is not null),
  foreign key (site_id, cart_id) references carts (site_id, id) on delete cascade,
  foreign key (site_id, line_id) references entitlement_lines (site_id, id) on delete cascade
);
create unique index cart_lines_continuing_once on cart_lines (site_id, cart_id, line_id) where line_id is not null;
create unique index cart_lines_part_once on cart_lines (site_id, cart_id, part_number) where line_id is null;

select carnet_protect('placements'), carnet_protect('carts'), carnet_protect('cart_lines');
