-- Subscription and support: which days each entitlement line is covered, and by which order line.
--
-- No day twice: a line's periods are a chain. One has no period before it, each other names the last day of the one
-- before it and starts later, and no two follow the same one. Source: decision 0014.

create table coverage_periods (
  line_id         text not null,
  site_id         text not null,
  covered_from    date not null,
  covered_through date not null,
  follows_through date, -- last day of the period before it; null for a line's first
  kind            text not null check (kind in ('license', 'renewal', 'reinstatement')),
  order_line_id   text not null,
  primary key (site_id, line_id, covered_through),
  check (covered_through >= covered_from),
  constraint coverage_periods_no_day_twice check (covered_from > follows_through),
  constraint coverage_periods_one_after_another unique nulls not distinct (site_id, line_id, follows_through),
  constraint coverage_periods_once_an_order_line unique (site_id, order_line_id),
  foreign key (site_id, line_id, follows_through) references coverage_periods (site_id, line_id, covered_through)
    deferrable initially deferred
);

create trigger coverage_periods_of_a_line after insert on coverage_periods referencing new table as fresh for each statement
  execute function carnet_require('entitlement_lines', 'parent.site_id = fresh.site_id and parent.id = fresh.line_id');
create trigger coverage_periods_go_with_it after delete on entitlement_lines
  referencing old table as gone for each statement
  execute function carnet_take_along('coverage_periods', 'parent.site_id = child.site_id and parent.id = child.line_id');
revoke update on coverage_periods from carnet_app; -- written anew, never changed

select carnet_protect('coverage_periods');
