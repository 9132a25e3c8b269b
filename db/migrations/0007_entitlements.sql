-- What each site owns: one line per license line of an order, and the proof of entitlement of each order.

create table entitlement_lines (
  id              text not null,
  site_id         text not null,
  order_id        text not null,
  order_line_id   text not null,
  order_number    text not null,
  order_line      integer not null,
  ordered_on      date not null,
  part_number     text not null,
  product_code    text not null,
  product_name    text not null,
  quantity        integer not null check (quantity > 0),
  covered_from    date, -- first day of the coverage in force or the last one, without a gap since; coverage keeps it
  covered_through date, -- last day of subscription and support, inclusive; null: never covered
  -- For order and ranges: row-level security lets an index be used only by what cannot leak, and coalesce may.
  sorted_through  date not null generated always as (coalesce(covered_through, '-infinity'::date)) stored,
  primary key (site_id, id),
  constraint entitlement_lines_once unique (site_id, order_id, order_line)
);
create index entitlement_lines_by_product on entitlement_lines (site_id, product_name, id);
create index entitlement_lines_by_part on entitlement_lines (site_id, part_number, id);
create index entitlement_lines_by_order_day on entitlement_lines (site_id, ordered_on, id);
create index entitlement_lines_by_coverage on entitlement_lines (site_id, sorted_through, id);
create index entitlement_lines_of_code on entitlement_lines (site_id, product_code, sorted_through, id);

create trigger entitlement_lines_of_an_order_line after insert on entitlement_lines
  referencing new table as fresh for each statement
  execute function carnet_require('order_lines', 'parent.site_id = fresh.site_id and parent.id = fresh.order_line_id
                                                  and parent.order_id = fresh.order_id and parent.line = fresh.order_line');
create trigger entitlement_lines_go_with_it after delete on order_lines
  referencing old table as gone for each statement
  execute function carnet_take_along('entitlement_lines', 'parent.site_id = child.site_id and parent.order_id = child.order_id
                                                           and parent.line = child.order_line');
revoke update on entitlement_lines from carnet_app;
grant update (ordered_on, part_number, product_name, quantity, covered_from, covered_through)
  on entitlement_lines to carnet_app;

create table proofs (
  id           text not null,
  site_id      text not null,
  order_id     text not null,
  order_number text not null,
  ordered_on   date not null,
  version      integer not null check (version >= 1), -- of the order's proofs, counted from 1
  state        text not null check (state in ('valid', 'superseded', 'withdrawn')),
  check_code   text not null constraint proofs_check_code_once unique check (check_code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  document     text not null,  -- the JSON whose exact UTF-8 bytes are signed
  key_id       text not null,
  signature    bytea not null,
  issued_at    timestamptz not null,
  primary key (site_id, id),
  constraint proofs_once unique (site_id, order_id, version),
  foreign key (site_id, order_id) references orders (site_id, id)
);
create index proofs_of_site on proofs (site_id, ordered_on desc, id desc);
create index proofs_of_order on proofs (site_id, order_number, version);
create unique index proofs_one_valid on proofs (site_id, order_id) where state = 'valid';

select carnet_protect('entitlement_lines'), carnet_protect('proofs');
