-- The catalog: which product takes another one's place, and how products and parts are found.

alter table products add column replaced_by text check (replaced_by <> code); -- "MQ Express" by "MQ"; a feed names only products that exist

-- Texts are compared without width and case: ＷＡＳ is WAS, ｱﾌﾟﾘ is アプリ. What is looked for is folded by the same function.
create function carnet_folded(said text) returns text language sql immutable strict parallel safe
  return lower(normalize(said, NFKC));

-- Single characters and pairs: words of one or two characters are words in Chinese, Japanese and Korean.
create function carnet_grams(folded text) returns text[] language sql immutable strict parallel safe
  return (select array_agg(one) || array_agg(one || next)
            from unnest(string_to_array(folded, null), (string_to_array(folded, null))[2:]) pair(one, next));

-- What must be among a text's grams for the word to be in it: its pairs, or itself when it is a single character.
create function carnet_sought(folded_word text) returns text[] language sql immutable strict parallel safe
  return (select coalesce(array_agg(distinct substr(folded_word, place, 2)), '{}')
            from generate_series(1, greatest(length(folded_word) - 1, 1)) place);

create function carnet_values(said jsonb) returns text language sql immutable strict parallel safe
  return (select coalesce(string_agg(value, ' '), '') from jsonb_each_text(said));

alter table products add column found_by text not null generated always as (carnet_folded(
  code || ' ' || name || ' ' || brand || ' ' || product_group || ' ' || description || ' ' || carnet_values(descriptions))) stored;
alter table parts add column found_by text not null generated always as (carnet_folded(
  number || ' ' || description || ' ' || carnet_values(descriptions))) stored;

-- What waits to be sorted in is read by every search: little may wait.
create index parts_found on parts using gin (carnet_grams(found_by)) with (gin_pending_list_limit = 1024);
create index parts_by_product on parts (product_code, number);
drop index parts_of_product;
