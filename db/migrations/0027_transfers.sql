-- Transfers of license lines: from site to site, and from one program to another. Source: DOMAIN 3.22.6-7, BR-101 to BR-104.

-- What the part becomes in another program: D052ALL (FCT) is D09LELL (PA). The vendor's feed says it.
alter table parts add column migrates_to text;

-- Days of coverage that a line brought along from another site: no order of this site says them, so no feed computes them anew.
alter table coverage_periods add column is_brought boolean not null default false;

-- Where each line of an order went. The order stays in the history of the site that placed it; the line never comes back by it.
create table moved_lines (
  site_id      text not null references sites,
  order_number text not null,
  order_line   integer not null,
  to_site_id   text not null references sites,
  to_order     text not null,
  to_line      integer not null,
  moved_on     date not null,
  primary key (site_id, order_number, order_line)
);
create index moved_lines_to on moved_lines (to_site_id, to_order, to_line);
select carnet_protect('moved_lines');

-- Kept under the number that was asked for, which may be nobody's: the site is found by a job after the answer, and what
-- it is called stands here only once its own primary contact has consented. Source: decision 0033.
create table transfers (
  id                  text primary key,
  site_id             text not null references sites,
  site_number         text not null,
  site_name           text not null,
  program             text not null,
  target_number       text not null check (target_number ~ '^[37][0-9]{6}$'),
  target_site_id      text references sites,
  target_name         text,
  target_program      text,
  is_same_customer    boolean,
  state               text not null default 'requested'
                      check (state in ('requested', 'blocked', 'support-case', 'ready', 'transferred', 'cancelled', 'rejected')),
  requested_at        timestamptz not null,
  requested_by        text not null,
  changed_at          timestamptz not null,
  source_consented_at timestamptz,
  source_consented_by text,
  target_consented_at timestamptz,
  target_consented_by text,
  told                text, -- the state of which people were told last
  constraint transfers_to_another_site check (target_number <> site_number),
  check (state <> 'transferred' or (source_consented_at is not null and target_consented_at is not null)),
  check ((target_consented_at is not null) = (target_name is not null)),
  check (target_consented_at is null or target_site_id is not null)
);
create index transfers_of_site on transfers (site_id, requested_at desc, id desc);
create index transfers_to_site on transfers (target_site_id, requested_at desc, id desc) where target_site_id is not null;
create index transfers_by_age on transfers (requested_at desc, id desc);
create index transfers_unrouted on transfers (target_number) where target_site_id is null
  and state in ('requested', 'blocked', 'support-case', 'ready');
create index transfers_untold on transfers (id) where told is distinct from state and state not in ('requested', 'support-case');

-- Both sides see a transfer; neither anything else of the other.
alter table transfers enable row level security;
alter table transfers force row level security;
create policy of_both_sites on transfers
  using (site_id = (select carnet_site()) or target_site_id = (select carnet_site()) or (select carnet_is_vendor()));

create table transfer_lines (
  transfer_id    text not null references transfers,
  site_id        text not null,
  place          integer not null check (place >= 1),
  line_id        text not null,
  order_number   text not null,
  order_line     integer not null,
  part_number    text not null,
  product_code   text not null,
  product_name   text not null,
  quantity       integer not null check (quantity > 0),
  is_open        boolean not null default true,
  target_part    text,    -- what it became
  target_order   text,
  primary key (site_id, transfer_id, place)
);
create index transfer_lines_of_transfer on transfer_lines (transfer_id, place);
create index transfer_lines_of_line on transfer_lines (site_id, line_id);
create unique index transfer_lines_one_open on transfer_lines (site_id, line_id) where is_open;

-- What happened, for both sides; who did it and in which words is said to the own side alone.
create table transfer_steps (
  transfer_id text not null references transfers,
  site_id     text not null,
  place       integer not null check (place >= 1),
  step        text not null,
  side        text not null check (side in ('source', 'target', 'vendor', 'portal')),
  at          timestamptz not null,
  primary key (site_id, transfer_id, place)
);
create index transfer_steps_of_transfer on transfer_steps (transfer_id, place);
revoke update, delete on transfer_steps from carnet_app;

create function carnet_sees_transfer(of_transfer text) returns boolean language sql stable
  return exists (select from transfers where transfers.id = of_transfer);
alter table transfer_lines enable row level security;
alter table transfer_lines force row level security;
create policy of_both_sites on transfer_lines
  using (site_id = (select carnet_site()) or (select carnet_is_vendor()) or carnet_sees_transfer(transfer_id));
alter table transfer_steps enable row level security;
alter table transfer_steps force row level security;
create policy of_both_sites on transfer_steps
  using (site_id = (select carnet_site()) or (select carnet_is_vendor()) or carnet_sees_transfer(transfer_id));

-- site_id: whose note it is. The vendor's words to both sides stand there twice.
create table transfer_notes (
  transfer_id text not null references transfers,
  site_id     text not null references sites,
  place       integer not null,
  by_person   text, -- null: of the vendor
  by_name     text not null,
  ticket      text,
  note        text check (length(note) <= 1000),
  primary key (site_id, transfer_id, place)
);
revoke update, delete on transfer_notes from carnet_app;
select carnet_protect('transfer_notes');

-- A transfer follows its keys, whoever gets, returns or ends them: with the last one returned it is ready, with the next one
-- it is blocked again. Looked at when everything else of the transaction is done, behind the lock of the transfer: of two
-- who return the last two keys at once the second one sees both returned.
create function carnet_transfer_follows() returns trigger language plpgsql as $$
declare
  moving record;
  was text;
  is_held boolean;
  follows text;
begin
  if tg_op = 'INSERT' and exists (select from moved_lines moved
                                    join transfer_lines line on line.site_id = moved.site_id
                                                            and line.order_number = moved.order_number
                                                            and line.order_line = moved.order_line
                                   where line.site_id = new.site_id and line.line_id = new.line_id
                                     and line.target_order is not null) then
    raise exception using errcode = 'serialization_failure', message = 'the line has left the site';
  end if;
  for moving in select transfer_id from transfer_lines
                 where site_id = new.site_id and line_id = new.line_id and is_open
                 order by transfer_id
  loop
    select state into was from transfers where id = moving.transfer_id for update;
    continue when was not in ('blocked', 'support-case', 'ready');
    is_held := exists (select from transfer_lines line
                         join license_keys key on key.site_id = line.site_id and key.line_id = line.line_id
                        where line.transfer_id = moving.transfer_id and key.state = 'issued');
    follows := case when is_held then (case was when 'ready' then 'blocked' else was end) else 'ready' end;
    continue when follows = was;
    update transfers set state = follows, changed_at = coalesce(new.ended_at, new.issued_at) where id = moving.transfer_id;
    insert into transfer_steps (transfer_id, site_id, place, step, side, at)
    select moving.transfer_id, new.site_id, max(place) + 1, follows, 'portal', coalesce(new.ended_at, new.issued_at)
      from transfer_steps where transfer_id = moving.transfer_id;
  end loop;
  return null;
end $$;
create constraint trigger transfers_follow_keys after insert or update on license_keys
  deferrable initially deferred for each row execute function carnet_transfer_follows();
