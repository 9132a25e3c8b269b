-- What the vendor sells. Nothing here belongs to a site.

create table products (
  code          text primary key,
  name          text not null,
  brand         text not null,
  product_group text not null,
  description   text not null default '',
  key_scheme    text not null check (key_scheme in ('none', 'activation-kit', 'version-based', 'date-based')),
  renewal_keys  boolean not null
);

create table product_versions (
  product_code             text not null references products on delete cascade,
  version                  text not null,
  available_on             date not null,
  end_of_service_on        date,
  end_of_service_announced boolean not null, -- marked, with or without a date
  primary key (product_code, version),
  check (end_of_service_announced or end_of_service_on is null)
);

create table parts (
  number         text primary key check (number ~ '^[0-9A-Z][0-9A-Z-]{3,19}$'),
  product_code   text not null references products,
  kind           text not null check (kind in ('license', 'renewal', 'reinstatement', 'media')), -- never guessed
  programs       text[] not null check (programs <@ array['PA', 'PAE', 'FCT', 'OEM'] and cardinality(programs) > 0),
  service_months integer not null check (service_months between 0 and 120),
  description    text not null
);
create index parts_of_product on parts (product_code);

create table prices (
  part_number text not null references parts on delete cascade,
  currency    text not null check (currency ~ '^[A-Z]{3}$'),
  level       text not null check (level in ('BL', 'D', 'E', 'F', 'G', 'H', 'GV', 'ED')),
  valid_from  date not null,
  amount      bigint not null check (amount >= 0), -- minor units of the currency
  primary key (part_number, currency, level, valid_from)
);
