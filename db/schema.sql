-- Generated from db/migrations by `npm run check -- --write`. The house plan: read this first.

create table access_grants (
  site_id text not null,
  person_id text not null,
  role text not null,
  secondary_place smallint,
  software_and_services text not null,
  reporting text not null,
  entitlements text not null,
  entitlement_allocation text not null,
  manage_access text not null,
  contact_update text not null,
  account_documents text not null,
  granted_at timestamp with time zone not null,
  granted_by text not null,
  valid_through date,
  last_seen_on date,
  sort_name text not null default ''::text,
  sort_email text not null default ''::text,
  sort_seen date not null generated always as (COALESCE(last_seen_on, '0001-01-01'::date)) stored,
  constraint access_grants_secondary_places UNIQUE (site_id, secondary_place),
  constraint access_grants_pkey PRIMARY KEY (site_id, person_id),
  constraint access_grants_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint access_grants_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint access_grants_account_documents_check CHECK ((account_documents = ANY (ARRAY['none'::text, 'view'::text]))),
  constraint access_grants_contact_update_check CHECK ((contact_update = ANY (ARRAY['none'::text, 'view'::text, 'update'::text]))),
  constraint access_grants_entitlement_allocation_check CHECK ((entitlement_allocation = ANY (ARRAY['none'::text, 'view'::text, 'update'::text]))),
  constraint access_grants_entitlements_check CHECK ((entitlements = ANY (ARRAY['none'::text, 'view'::text, 'update'::text]))),
  constraint access_grants_four_secondaries CHECK ((((role = 'secondary'::text) = (secondary_place IS NOT NULL)) AND ((secondary_place >= 1) AND (secondary_place <= 4)))),
  constraint access_grants_manage_access_check CHECK ((manage_access = ANY (ARRAY['none'::text, 'view'::text, 'update'::text]))),
  constraint access_grants_reporting_check CHECK ((reporting = ANY (ARRAY['none'::text, 'view'::text]))),
  constraint access_grants_role_check CHECK ((role = ANY (ARRAY['primary'::text, 'secondary'::text, 'user'::text]))),
  constraint access_grants_software_and_services_check CHECK ((software_and_services = ANY (ARRAY['none'::text, 'download'::text, 'download_media'::text, 'download_media_commerce'::text]))),
  constraint access_grants_users_manage_nothing CHECK (((role <> 'user'::text) OR ((manage_access = 'none'::text) AND (contact_update = 'none'::text))))
);
CREATE INDEX access_grants_by_age ON public.access_grants USING btree (site_id, granted_at, person_id);
CREATE INDEX access_grants_by_email ON public.access_grants USING btree (site_id, sort_email, person_id);
CREATE INDEX access_grants_by_last_seen ON public.access_grants USING btree (site_id, sort_seen, person_id);
CREATE INDEX access_grants_by_name ON public.access_grants USING btree (site_id, sort_name, person_id);
CREATE INDEX access_grants_by_role ON public.access_grants USING btree (site_id, role, person_id);
CREATE INDEX access_grants_ending ON public.access_grants USING btree (valid_through) WHERE (valid_through IS NOT NULL);
CREATE INDEX access_grants_of_person ON public.access_grants USING btree (person_id);
CREATE UNIQUE INDEX access_grants_one_primary ON public.access_grants USING btree (site_id) WHERE (role = 'primary'::text);
CREATE TRIGGER key_members_leave_with_the_grant AFTER DELETE ON public.access_grants FOR EACH ROW EXECUTE FUNCTION carnet_key_member_leaves();
CREATE TRIGGER key_members_of_a_new_primary AFTER INSERT OR UPDATE OF role ON public.access_grants FOR EACH ROW WHEN ((new.role = 'primary'::text)) EXECUTE FUNCTION carnet_key_members_changed();
CREATE TRIGGER key_members_return_with_the_grant AFTER INSERT ON public.access_grants FOR EACH ROW EXECUTE FUNCTION carnet_key_member_returns();
CREATE TRIGGER sort_grant BEFORE INSERT OR UPDATE OF last_seen_on ON public.access_grants FOR EACH ROW EXECUTE FUNCTION sort_grant();
alter table access_grants enable row level security; -- forced
create policy of_site_or_person on access_grants for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR (person_id = ( SELECT carnet_person() AS carnet_person)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor)) with check ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table access_requests (
  id text not null,
  kind text not null default 'membership'::text,
  site_number text not null,
  site_id text,
  person_id text not null,
  is_primary_contact boolean not null,
  privilege text,
  needed text,
  company text,
  department text,
  phone text,
  message text,
  state text not null,
  place smallint not null default 1,
  asked_at timestamp with time zone not null,
  routed_at timestamp with time zone,
  review_since timestamp with time zone,
  reminded_at timestamp with time zone,
  decided_at timestamp with time zone,
  decided_by text,
  reason text,
  constraint access_requests_pkey PRIMARY KEY (id),
  constraint access_requests_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint access_requests_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint access_requests_check CHECK (((state = ANY (ARRAY['care_review'::text, 'contact_review'::text, 'on_hold'::text])) = (decided_at IS NULL))),
  constraint access_requests_check1 CHECK (((kind = 'privilege'::text) = ((privilege IS NOT NULL) AND (needed IS NOT NULL)))),
  constraint access_requests_check2 CHECK (((state <> 'denied'::text) OR (reason IS NOT NULL))),
  constraint access_requests_kind_check CHECK ((kind = ANY (ARRAY['membership'::text, 'privilege'::text]))),
  constraint access_requests_not_by_oneself CHECK (((state <> ALL (ARRAY['approved'::text, 'denied'::text])) OR (decided_by <> person_id))),
  constraint access_requests_place_check CHECK (((place >= 1) AND (place <= 5))),
  constraint access_requests_state_check CHECK ((state = ANY (ARRAY['care_review'::text, 'contact_review'::text, 'on_hold'::text, 'approved'::text, 'denied'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE UNIQUE INDEX access_requests_five_open ON public.access_requests USING btree (person_id, place) WHERE (state = ANY (ARRAY['care_review'::text, 'contact_review'::text, 'on_hold'::text]));
CREATE INDEX access_requests_of_person ON public.access_requests USING btree (person_id, asked_at);
CREATE INDEX access_requests_of_site ON public.access_requests USING btree (site_id, state, asked_at);
CREATE UNIQUE INDEX access_requests_one_open ON public.access_requests USING btree (person_id, site_number, kind, COALESCE(privilege, ''::text)) WHERE (state = ANY (ARRAY['care_review'::text, 'contact_review'::text, 'on_hold'::text]));
CREATE INDEX access_requests_open ON public.access_requests USING btree (state, asked_at) WHERE (decided_at IS NULL);
alter table access_requests enable row level security; -- forced
create policy of_site_or_person on access_requests for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR (person_id = ( SELECT carnet_person() AS carnet_person)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table access_review_items (
  site_id text not null,
  review_id text not null,
  person_id text not null,
  outcome text,
  decided_by text,
  decided_at timestamp with time zone,
  constraint access_review_items_pkey PRIMARY KEY (site_id, review_id, person_id),
  constraint access_review_items_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint access_review_items_site_id_review_id_fkey FOREIGN KEY (site_id, review_id) REFERENCES access_reviews(site_id, id) ON DELETE CASCADE,
  constraint access_review_items_check CHECK (((outcome IS NULL) = (decided_at IS NULL))),
  constraint access_review_items_outcome_check CHECK ((outcome = ANY (ARRAY['confirmed'::text, 'removed'::text, 'lapsed'::text])))
);
alter table access_review_items enable row level security; -- forced
create policy of_site on access_review_items for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table access_reviews (
  id text not null,
  site_id text not null,
  opened_on date not null,
  due_on date not null,
  reminded smallint,
  closed_at timestamp with time zone,
  constraint access_reviews_site_id_id_key UNIQUE (site_id, id),
  constraint access_reviews_site_id_opened_on_key UNIQUE (site_id, opened_on),
  constraint access_reviews_pkey PRIMARY KEY (id),
  constraint access_reviews_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint access_reviews_check CHECK ((due_on > opened_on)),
  constraint access_reviews_reminded_check CHECK ((reminded = ANY (ARRAY[14, 3])))
);
CREATE UNIQUE INDEX access_reviews_one_open ON public.access_reviews USING btree (site_id) WHERE (closed_at IS NULL);
alter table access_reviews enable row level security; -- forced
create policy of_site on access_reviews for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table access_tokens (
  id text not null,
  site_id text not null,
  person_id text not null,
  name text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint access_tokens_secret_hash_key UNIQUE (secret_hash),
  constraint access_tokens_site_id_id_key UNIQUE (site_id, id),
  constraint access_tokens_pkey PRIMARY KEY (id),
  constraint access_tokens_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint access_tokens_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint access_tokens_scopes_check CHECK (((cardinality(scopes) >= 1) AND (cardinality(scopes) <= 50)))
);
CREATE INDEX access_tokens_of_site ON public.access_tokens USING btree (site_id, created_at);
alter table access_tokens enable row level security; -- forced
create policy of_site on access_tokens for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table activations (
  site_id text not null,
  id text not null,
  license_key_id text not null,
  machine text not null,
  name text not null,
  host text,
  activated_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_because text,
  constraint activations_pkey PRIMARY KEY (site_id, id),
  constraint activations_site_id_license_key_id_fkey FOREIGN KEY (site_id, license_key_id) REFERENCES seats(site_id, license_key_id) ON DELETE CASCADE,
  constraint activations_check CHECK (((ended_at IS NOT NULL) OR (ended_because IS NULL))),
  constraint activations_machine_check CHECK ((machine ~ '^[A-Za-z0-9._:-]{16,128}$'::text)),
  constraint activations_name_check CHECK ((length(name) <= 80))
);
CREATE INDEX activations_of_machine ON public.activations USING btree (site_id, license_key_id, machine);
CREATE UNIQUE INDEX activations_once ON public.activations USING btree (site_id, license_key_id, machine) WHERE (ended_at IS NULL);
CREATE TRIGGER activations_tell_of_changes AFTER INSERT OR DELETE OR UPDATE ON public.activations FOR EACH ROW EXECUTE FUNCTION carnet_online_key_changed();
alter table activations enable row level security; -- forced
create policy of_site on activations for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table agreement_levels (
  agreement_id text not null,
  valid_from date not null,
  level text not null,
  source text not null,
  constraint agreement_levels_pkey PRIMARY KEY (agreement_id, valid_from),
  constraint agreement_levels_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreements(id) ON DELETE CASCADE,
  constraint agreement_levels_level_check CHECK ((level = ANY (ARRAY['BL'::text, 'D'::text, 'E'::text, 'F'::text, 'G'::text, 'H'::text, 'GV'::text, 'ED'::text]))),
  constraint agreement_levels_source_check CHECK ((source = ANY (ARRAY['feed'::text, 'points'::text])))
);

create table agreements (
  id text not null,
  number text not null,
  program text not null,
  customer_id text not null,
  level text not null,
  constraint agreements_number_once UNIQUE (number),
  constraint agreements_pkey PRIMARY KEY (id),
  constraint agreements_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint agreements_level_check CHECK ((level = ANY (ARRAY['BL'::text, 'D'::text, 'E'::text, 'F'::text, 'G'::text, 'H'::text, 'GV'::text, 'ED'::text]))),
  constraint agreements_number_check CHECK ((number ~ '^\d{5,8}$'::text)),
  constraint agreements_program_check CHECK ((program = 'PA'::text))
);

create table air_gap_requests (
  id text not null,
  site_id text not null,
  nonce text not null,
  host_hash text not null,
  product_hash text not null,
  form text not null,
  product_code text not null,
  host_id text not null,
  key_id text,
  file_name text,
  file_text text,
  answer_code text,
  answered_at timestamp with time zone not null,
  answered_by text not null,
  constraint air_gap_requests_answered_once UNIQUE (site_id, nonce, host_hash, product_hash),
  constraint air_gap_requests_pkey PRIMARY KEY (site_id, id),
  constraint air_gap_requests_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint air_gap_requests_site_id_host_id_fkey FOREIGN KEY (site_id, host_id) REFERENCES hosts(site_id, id),
  constraint air_gap_requests_site_id_key_id_fkey FOREIGN KEY (site_id, key_id) REFERENCES license_keys(site_id, id),
  constraint air_gap_requests_form_check CHECK ((form = ANY (ARRAY['code'::text, 'file'::text]))),
  constraint air_gap_requests_host_hash_check CHECK ((host_hash ~ '^[0-9a-f]{16}$'::text)),
  constraint air_gap_requests_nonce_check CHECK ((nonce ~ '^[0-9a-f]{8}$'::text)),
  constraint air_gap_requests_product_hash_check CHECK ((product_hash ~ '^[0-9a-f]{8}$'::text))
);
CREATE INDEX air_gap_requests_by_age ON public.air_gap_requests USING btree (site_id, answered_at, id);
alter table air_gap_requests enable row level security; -- forced
create policy of_site on air_gap_requests for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table api_keys (
  id text not null,
  name text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_secret_hash_key UNIQUE (secret_hash),
  constraint api_keys_pkey PRIMARY KEY (id)
);

create table authenticators (
  person_id text not null,
  sealed_secret bytea not null,
  state text not null,
  last_step bigint,
  added_at timestamp with time zone not null,
  constraint authenticators_pkey PRIMARY KEY (person_id),
  constraint authenticators_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint authenticators_state_check CHECK ((state = ANY (ARRAY['offered'::text, 'active'::text])))
);

create table calendar_feeds (
  id text not null,
  person_id text not null,
  name text not null,
  token_hash bytea not null,
  made_at timestamp with time zone not null,
  read_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint calendar_feeds_token_hash_key UNIQUE (token_hash),
  constraint calendar_feeds_pkey PRIMARY KEY (id),
  constraint calendar_feeds_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint calendar_feeds_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
);
CREATE INDEX calendar_feeds_of_person ON public.calendar_feeds USING btree (person_id) WHERE (revoked_at IS NULL);

create table care_notes (
  id text not null,
  request_id text not null,
  author_id text not null,
  text text not null,
  written_at timestamp with time zone not null,
  constraint care_notes_pkey PRIMARY KEY (id),
  constraint care_notes_request_id_fkey FOREIGN KEY (request_id) REFERENCES care_requests(id) ON DELETE CASCADE,
  constraint care_notes_text_check CHECK (((length(text) >= 1) AND (length(text) <= 4000)))
);
CREATE INDEX care_notes_of_request ON public.care_notes USING btree (request_id, written_at);
alter table care_notes enable row level security; -- forced
create policy of_vendor on care_notes for all using ( SELECT carnet_is_vendor() AS carnet_is_vendor);

create table care_requests (
  id text not null,
  kind text not null,
  team text not null,
  subject_id text not null,
  site_id text,
  site_number text,
  person_id text,
  requester_name text not null,
  requester_email text,
  country text,
  language text not null,
  state text not null default 'open'::text,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  claimed_by text,
  claimed_at timestamp with time zone,
  decided_by text,
  decided_at timestamp with time zone,
  outcome text,
  reason text,
  constraint care_requests_pkey PRIMARY KEY (id),
  constraint care_requests_claimed_by_fkey FOREIGN KEY (claimed_by) REFERENCES people(id),
  constraint care_requests_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint care_requests_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint care_requests_check CHECK (((state = 'open'::text) = (decided_at IS NULL))),
  constraint care_requests_check1 CHECK (((claimed_by IS NULL) = (claimed_at IS NULL))),
  constraint care_requests_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint care_requests_kind_check CHECK ((kind = ANY (ARRAY['nomination'::text, 'passcode'::text, 'primary-change'::text, 'registration-change'::text, 'contact-enquiry'::text, 'forgotten-id'::text, 'unattended-site'::text]))),
  constraint care_requests_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ja'::text, 'ko'::text, 'zh-TW'::text]))),
  constraint care_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'decided'::text, 'withdrawn'::text]))),
  constraint care_requests_team_check CHECK ((team = ANY (ARRAY['care'::text, 'sales'::text, 'support'::text, 'license-support'::text])))
);
CREATE INDEX care_requests_of_person ON public.care_requests USING btree (person_id);
CREATE INDEX care_requests_of_site ON public.care_requests USING btree (site_id, opened_at);
CREATE UNIQUE INDEX care_requests_one_open ON public.care_requests USING btree (subject_id, kind) WHERE (state = 'open'::text);
CREATE INDEX care_requests_queue ON public.care_requests USING btree (team, state, due_at, id);
alter table care_requests enable row level security; -- forced
create policy of_vendor on care_requests for all using ( SELECT carnet_is_vendor() AS carnet_is_vendor);

create table cart_lines (
  id text not null,
  site_id text not null,
  cart_id text not null,
  part_number text not null,
  quantity integer not null,
  line_id text,
  quote_id text,
  quote_version integer,
  added_at timestamp with time zone not null,
  constraint cart_lines_pkey PRIMARY KEY (site_id, id),
  constraint cart_lines_part_number_fkey FOREIGN KEY (part_number) REFERENCES parts(number),
  constraint cart_lines_site_id_cart_id_fkey FOREIGN KEY (site_id, cart_id) REFERENCES carts(site_id, id) ON DELETE CASCADE,
  constraint cart_lines_site_id_line_id_fkey FOREIGN KEY (site_id, line_id) REFERENCES entitlement_lines(site_id, id) ON DELETE CASCADE,
  constraint cart_lines_check CHECK (((quote_id IS NULL) = (quote_version IS NULL))),
  constraint cart_lines_check1 CHECK (((quote_id IS NULL) OR (line_id IS NOT NULL))),
  constraint cart_lines_quantity_check CHECK (((quantity >= 1) AND (quantity <= 100000)))
);
CREATE UNIQUE INDEX cart_lines_continuing_once ON public.cart_lines USING btree (site_id, cart_id, line_id) WHERE (line_id IS NOT NULL);
CREATE UNIQUE INDEX cart_lines_part_once ON public.cart_lines USING btree (site_id, cart_id, part_number) WHERE (line_id IS NULL);
alter table cart_lines enable row level security; -- forced
create policy of_site on cart_lines for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table carts (
  id text not null,
  site_id text not null,
  person_id text not null,
  state text not null default 'open'::text,
  revision integer not null default 1,
  order_id text,
  changed_at timestamp with time zone not null,
  constraint carts_pkey PRIMARY KEY (site_id, id),
  constraint carts_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint carts_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint carts_site_id_order_id_fkey FOREIGN KEY (site_id, order_id) REFERENCES orders(site_id, id),
  constraint carts_check CHECK (((state = 'ordered'::text) = (order_id IS NOT NULL))),
  constraint carts_revision_check CHECK ((revision >= 1)),
  constraint carts_state_check CHECK ((state = ANY (ARRAY['open'::text, 'ordered'::text])))
);
CREATE UNIQUE INDEX carts_one_open ON public.carts USING btree (site_id, person_id) WHERE (state = 'open'::text);
alter table carts enable row level security; -- forced
create policy of_site on carts for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table consents (
  id text not null,
  site_id text not null,
  purpose text not null,
  given_by text not null,
  given_at timestamp with time zone not null,
  valid_through date not null,
  taken_back_at timestamp with time zone,
  constraint consents_site_id_id_key UNIQUE (site_id, id),
  constraint consents_pkey PRIMARY KEY (id),
  constraint consents_given_by_fkey FOREIGN KEY (given_by) REFERENCES people(id),
  constraint consents_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint consents_purpose_check CHECK ((purpose = ANY (ARRAY['disclose-site-number'::text, 'disclose-contacts'::text, 'add-member'::text, 'license-key-members'::text])))
);
CREATE INDEX consents_of_site ON public.consents USING btree (site_id, purpose);
alter table consents enable row level security; -- forced
create policy of_site on consents for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table contact_checks (
  site_id text not null,
  anniversary_on date not null,
  asked_at timestamp with time zone not null,
  constraint contact_checks_pkey PRIMARY KEY (site_id, anniversary_on),
  constraint contact_checks_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE
);
alter table contact_checks enable row level security; -- forced
create policy of_site on contact_checks for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table contact_reviews (
  site_id text not null,
  reviewed_at timestamp with time zone not null,
  reviewed_by text not null,
  constraint contact_reviews_pkey PRIMARY KEY (site_id),
  constraint contact_reviews_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES people(id),
  constraint contact_reviews_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE
);
alter table contact_reviews enable row level security; -- forced
create policy of_site on contact_reviews for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table coverage_periods (
  line_id text not null,
  site_id text not null,
  covered_from date not null,
  covered_through date not null,
  follows_through date,
  kind text not null,
  order_line_id text not null,
  is_brought boolean not null default false,
  constraint coverage_periods_once_an_order_line UNIQUE (site_id, order_line_id),
  constraint coverage_periods_one_after_another UNIQUE NULLS NOT DISTINCT (site_id, line_id, follows_through),
  constraint coverage_periods_pkey PRIMARY KEY (site_id, line_id, covered_through),
  constraint coverage_periods_site_id_line_id_follows_through_fkey FOREIGN KEY (site_id, line_id, follows_through) REFERENCES coverage_periods(site_id, line_id, covered_through) DEFERRABLE INITIALLY DEFERRED,
  constraint coverage_periods_check CHECK ((covered_through >= covered_from)),
  constraint coverage_periods_kind_check CHECK ((kind = ANY (ARRAY['license'::text, 'renewal'::text, 'reinstatement'::text]))),
  constraint coverage_periods_no_day_twice CHECK ((covered_from > follows_through))
);
CREATE TRIGGER coverage_periods_come AFTER INSERT ON public.coverage_periods REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION carnet_renewals_changed();
CREATE TRIGGER coverage_periods_go AFTER DELETE ON public.coverage_periods REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION carnet_renewals_changed();
CREATE TRIGGER coverage_periods_of_a_line AFTER INSERT ON public.coverage_periods REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION carnet_require('entitlement_lines', 'parent.site_id = fresh.site_id and parent.id = fresh.line_id');
alter table coverage_periods enable row level security; -- forced
create policy of_site on coverage_periods for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table customers (
  id text not null,
  country text not null,
  number text not null,
  name text not null,
  constraint customers_number_once_a_country UNIQUE (country, number),
  constraint customers_pkey PRIMARY KEY (id),
  constraint customers_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint customers_number_check CHECK ((number ~ '^\d{7}$'::text))
);

create table date_digests (
  person_id text not null,
  frequency text not null,
  told_on date not null,
  constraint date_digests_pkey PRIMARY KEY (person_id),
  constraint date_digests_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint date_digests_frequency_check CHECK ((frequency = ANY (ARRAY['weekly'::text, 'monthly'::text])))
);

create table deliveries (
  site_id text not null,
  mail_id text not null,
  about jsonb not null default '{}'::jsonb,
  constraint deliveries_pkey PRIMARY KEY (site_id, mail_id),
  constraint deliveries_mail_id_fkey FOREIGN KEY (mail_id) REFERENCES mails(id) ON DELETE CASCADE,
  constraint deliveries_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE
);
CREATE INDEX deliveries_of_mail ON public.deliveries USING btree (mail_id);
alter table deliveries enable row level security; -- forced
create policy of_site on deliveries for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table demo_clock (
  is_only boolean not null default true,
  ahead_ms bigint not null,
  constraint demo_clock_pkey PRIMARY KEY (is_only),
  constraint demo_clock_is_only_check CHECK (is_only)
);

create table downloads (
  id text not null,
  site_id text not null,
  person_id text not null,
  file_id text not null,
  sha256 text not null,
  size_bytes bigint not null,
  token_hash bytea,
  link_made_at timestamp with time zone not null,
  started_at timestamp with time zone,
  completed_at timestamp with time zone,
  bytes_sent bigint not null default 0,
  delivered int8multirange not null default '{}'::int8multirange,
  under_way int8range[] not null default '{}'::int8range[],
  constraint downloads_site_id_id_key UNIQUE (site_id, id),
  constraint downloads_token_hash_key UNIQUE (token_hash),
  constraint downloads_pkey PRIMARY KEY (id),
  constraint downloads_file_id_fkey FOREIGN KEY (file_id) REFERENCES release_files(id),
  constraint downloads_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint downloads_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint downloads_check CHECK (((completed_at IS NULL) OR (started_at IS NOT NULL)))
);
CREATE UNIQUE INDEX downloads_one_open_without_link ON public.downloads USING btree (site_id, person_id, file_id, sha256) WHERE ((token_hash IS NULL) AND (completed_at IS NULL));
CREATE INDEX downloads_started ON public.downloads USING btree (site_id, started_at DESC, id DESC) WHERE (started_at IS NOT NULL);
alter table downloads enable row level security; -- forced
create policy of_site on downloads for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table enquiries (
  id text not null,
  kind text not null,
  site_number text not null,
  person_id text,
  name text not null,
  email text not null,
  country text not null,
  language text not null,
  facts jsonb not null default '{}'::jsonb,
  state text not null default 'received'::text,
  reason text,
  sent_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint enquiries_pkey PRIMARY KEY (id),
  constraint enquiries_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint enquiries_check CHECK (((state = 'received'::text) = (ended_at IS NULL))),
  constraint enquiries_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint enquiries_kind_check CHECK ((kind = ANY (ARRAY['forgotten-id'::text, 'contact-enquiry'::text, 'registration-change'::text]))),
  constraint enquiries_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ja'::text, 'ko'::text, 'zh-TW'::text]))),
  constraint enquiries_state_check CHECK ((state = ANY (ARRAY['received'::text, 'answered'::text, 'applied'::text, 'returned'::text, 'rejected'::text])))
);
CREATE INDEX enquiries_of_person ON public.enquiries USING btree (person_id);
alter table enquiries enable row level security; -- forced
create policy of_vendor on enquiries for all using ( SELECT carnet_is_vendor() AS carnet_is_vendor);

create table entitlement_lines (
  id text not null,
  site_id text not null,
  order_id text not null,
  order_line_id text not null,
  order_number text not null,
  order_line integer not null,
  ordered_on date not null,
  part_number text not null,
  product_code text not null,
  product_name text not null,
  quantity integer not null,
  covered_from date,
  covered_through date,
  sorted_through date not null generated always as (COALESCE(covered_through, '-infinity'::date)) stored,
  constraint entitlement_lines_once UNIQUE (site_id, order_id, order_line),
  constraint entitlement_lines_pkey PRIMARY KEY (site_id, id),
  constraint entitlement_lines_quantity_check CHECK ((quantity > 0))
);
CREATE INDEX entitlement_lines_by_coverage ON public.entitlement_lines USING btree (site_id, sorted_through, id);
CREATE INDEX entitlement_lines_by_order_day ON public.entitlement_lines USING btree (site_id, ordered_on, id);
CREATE INDEX entitlement_lines_by_part ON public.entitlement_lines USING btree (site_id, part_number, id);
CREATE INDEX entitlement_lines_by_product ON public.entitlement_lines USING btree (site_id, product_name, id);
CREATE INDEX entitlement_lines_of_code ON public.entitlement_lines USING btree (site_id, product_code, sorted_through, id);
CREATE TRIGGER coverage_periods_go_with_it AFTER DELETE ON public.entitlement_lines REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION carnet_take_along('coverage_periods', 'parent.site_id = child.site_id and parent.id = child.line_id');
CREATE TRIGGER entitlement_lines_change AFTER UPDATE OF quantity ON public.entitlement_lines FOR EACH ROW WHEN ((old.quantity <> new.quantity)) EXECUTE FUNCTION carnet_renewal_changed();
CREATE TRIGGER entitlement_lines_of_an_order_line AFTER INSERT ON public.entitlement_lines REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION carnet_require('order_lines', 'parent.site_id = fresh.site_id and parent.id = fresh.order_line_id
                                                  and parent.order_id = fresh.order_id and parent.line = fresh.order_line');
CREATE TRIGGER key_pools_follow_the_line AFTER UPDATE OF quantity ON public.entitlement_lines FOR EACH ROW WHEN ((old.quantity <> new.quantity)) EXECUTE FUNCTION carnet_key_pool_follows();
CREATE TRIGGER key_pools_outlive_the_line AFTER DELETE ON public.entitlement_lines FOR EACH ROW EXECUTE FUNCTION carnet_key_pool_follows();
CREATE TRIGGER renewal_offers_go_with_the_line AFTER DELETE ON public.entitlement_lines REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION carnet_take_along('renewal_offers', 'parent.site_id = child.site_id and parent.id = child.line_id');
alter table entitlement_lines enable row level security; -- forced
create policy of_site on entitlement_lines for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table event_chains (
  chain text not null,
  link integer not null,
  hash bytea not null,
  constraint event_chains_pkey PRIMARY KEY (chain)
);

create table events (
  position bigint not null generated always as identity,
  id text not null,
  name text not null,
  site_id text,
  person_id text,
  actor jsonb not null,
  facts jsonb not null,
  request_id text,
  address text,
  at timestamp with time zone not null,
  chain text not null,
  link integer not null,
  previous_hash bytea not null,
  hash bytea not null,
  constraint events_chain_link_key UNIQUE (chain, link),
  constraint events_id_key UNIQUE (id),
  constraint events_pkey PRIMARY KEY ("position"),
  constraint events_name_check CHECK ((name ~ '^[a-z-]+\.[a-z-]+$'::text))
);
CREATE INDEX events_of_care_request ON public.events USING btree (((facts ->> 'id'::text))) WHERE (name ~~ 'care-request.%'::text);
CREATE INDEX events_of_person ON public.events USING btree (person_id, "position" DESC) WHERE (person_id IS NOT NULL);
CREATE INDEX events_of_site ON public.events USING btree (site_id, "position" DESC) WHERE (site_id IS NOT NULL);
CREATE TRIGGER events_of_license_keys AFTER INSERT ON public.events FOR EACH ROW WHEN (((new.site_id IS NOT NULL) AND ((new.facts ? 'keyId'::text) OR (new.facts ? 'keyIds'::text)))) EXECUTE FUNCTION carnet_event_of_keys();
CREATE TRIGGER link_event BEFORE INSERT ON public.events FOR EACH ROW EXECUTE FUNCTION link_event();
alter table events enable row level security; -- forced
create policy read_by_site on events for select using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ((site_id IS NULL) AND (person_id = ( SELECT carnet_person() AS carnet_person))) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));
create policy written_by_all on events for insert with check true;

create table external_identities (
  issuer text not null,
  subject text not null,
  person_id text not null,
  linked_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint external_identities_pkey PRIMARY KEY (issuer, subject),
  constraint external_identities_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX external_identities_of_person ON public.external_identities USING btree (person_id);

create table federated_sign_ins (
  state_hash bytea not null,
  provider_id text not null,
  sealed_facts bytea not null,
  expires_at timestamp with time zone not null,
  constraint federated_sign_ins_pkey PRIMARY KEY (state_hash),
  constraint federated_sign_ins_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES identity_providers(id) ON DELETE CASCADE
);
CREATE INDEX federated_sign_ins_old ON public.federated_sign_ins USING btree (expires_at);

create table feed_faults (
  feed_id text not null,
  place integer not null,
  line bigint not null,
  field text,
  code text not null,
  facts jsonb not null default '{}'::jsonb,
  is_warning boolean not null,
  constraint feed_faults_pkey PRIMARY KEY (feed_id, is_warning, place),
  constraint feed_faults_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES feeds(id) ON DELETE CASCADE
);

create table feeds (
  id text not null,
  state text not null,
  is_dry_run boolean not null,
  format text not null,
  name text,
  size_bytes bigint not null,
  sha256 text not null,
  received_at timestamp with time zone not null,
  received_from jsonb not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  bytes_read bigint not null default 0,
  lines_read bigint not null default 0,
  stage text,
  counts jsonb not null default '{}'::jsonb,
  faults_count bigint not null default 0,
  warnings_count bigint not null default 0,
  constraint feeds_pkey PRIMARY KEY (id),
  constraint feeds_state_check CHECK ((state = ANY (ARRAY['received'::text, 'running'::text, 'applied'::text, 'checked'::text, 'refused'::text, 'failed'::text])))
);
CREATE INDEX feeds_newest ON public.feeds USING btree (received_at DESC, id DESC);
CREATE UNIQUE INDEX feeds_same_content_once ON public.feeds USING btree (sha256, format, is_dry_run) WHERE (state = ANY (ARRAY['received'::text, 'running'::text]));

create table hand_overs (
  id text not null,
  site_id text not null,
  from_person text not null,
  to_person text not null,
  from_role text not null,
  state text not null default 'offered'::text,
  offered_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint hand_overs_site_id_id_key UNIQUE (site_id, id),
  constraint hand_overs_pkey PRIMARY KEY (id),
  constraint hand_overs_from_person_fkey FOREIGN KEY (from_person) REFERENCES people(id),
  constraint hand_overs_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint hand_overs_to_person_fkey FOREIGN KEY (to_person) REFERENCES people(id),
  constraint hand_overs_check CHECK ((from_person <> to_person)),
  constraint hand_overs_check1 CHECK (((state = 'offered'::text) = (ended_at IS NULL))),
  constraint hand_overs_from_role_check CHECK ((from_role = ANY (ARRAY['secondary'::text, 'user'::text, 'none'::text]))),
  constraint hand_overs_state_check CHECK ((state = ANY (ARRAY['offered'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE UNIQUE INDEX hand_overs_one_open ON public.hand_overs USING btree (site_id) WHERE (state = 'offered'::text);
alter table hand_overs enable row level security; -- forced
create policy of_site on hand_overs for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table hosts (
  id text not null,
  site_id text not null,
  kind text not null,
  value text not null,
  name text not null,
  file_sequence integer not null default 0,
  added_at timestamp with time zone not null,
  added_by text not null,
  constraint hosts_pkey PRIMARY KEY (site_id, id),
  constraint hosts_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint hosts_check CHECK (((length(value) <= 255) AND ((value = ''::text) = (kind = 'any'::text)))),
  constraint hosts_file_sequence_check CHECK ((file_sequence >= 0)),
  constraint hosts_kind_check CHECK ((kind = ANY (ARRAY['ethernet'::text, 'disk'::text, 'tpm'::text, 'hostname'::text, 'user'::text, 'internet'::text, 'any'::text]))),
  constraint hosts_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
);
CREATE UNIQUE INDEX hosts_once ON public.hosts USING btree (site_id, kind, value, (
CASE
    WHEN (kind = 'any'::text) THEN lower(name)
    ELSE ''::text
END));
alter table hosts enable row level security; -- forced
create policy of_site on hosts for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table identity_providers (
  id text not null,
  site_id text not null,
  domain text not null,
  issuer text not null,
  client_id text not null,
  sealed_secret bytea,
  proof_token text not null,
  state text not null,
  proved_at timestamp with time zone,
  added_at timestamp with time zone not null,
  added_by text not null,
  constraint identity_providers_site_id_domain_key UNIQUE (site_id, domain),
  constraint identity_providers_site_id_id_key UNIQUE (site_id, id),
  constraint identity_providers_pkey PRIMARY KEY (id),
  constraint identity_providers_added_by_fkey FOREIGN KEY (added_by) REFERENCES people(id),
  constraint identity_providers_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint identity_providers_check CHECK (((state = 'unproved'::text) = (proved_at IS NULL))),
  constraint identity_providers_state_check CHECK ((state = ANY (ARRAY['unproved'::text, 'active'::text, 'off'::text])))
);
CREATE UNIQUE INDEX identity_providers_one_active_a_domain ON public.identity_providers USING btree (domain) WHERE (state = 'active'::text);
alter table identity_providers enable row level security; -- forced
create policy of_site on identity_providers for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table kept_answers (
  caller text not null,
  key text not null,
  fingerprint bytea not null,
  status integer,
  sealed_reply bytea,
  leased_until timestamp with time zone not null,
  kept_until timestamp with time zone not null,
  constraint kept_answers_pkey PRIMARY KEY (caller, key)
);
CREATE INDEX kept_answers_old ON public.kept_answers USING btree (kept_until);

create table key_accounts (
  site_id text not null,
  notify_admins boolean not null default false,
  constraint key_accounts_pkey PRIMARY KEY (site_id),
  constraint key_accounts_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE
);
alter table key_accounts enable row level security; -- forced
create policy of_site on key_accounts for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table key_attempts (
  site_id text not null,
  person_id text not null,
  attempt text not null,
  key_id text,
  at timestamp with time zone not null,
  constraint key_attempts_pkey PRIMARY KEY (site_id, person_id, attempt),
  constraint key_attempts_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint key_attempts_site_id_key_id_fkey FOREIGN KEY (site_id, key_id) REFERENCES license_keys(site_id, id)
);
alter table key_attempts enable row level security; -- forced
create policy of_site on key_attempts for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table key_contacts (
  site_id text not null,
  type text not null,
  version text not null,
  name text not null,
  email text not null,
  email_key text not null,
  phone text not null,
  street text not null,
  city text not null,
  region text not null,
  postal_code text not null,
  country text not null,
  language text not null,
  saved_at timestamp with time zone not null,
  saved_by text not null,
  constraint key_contacts_pkey PRIMARY KEY (site_id, type),
  constraint key_contacts_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint key_contacts_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint key_contacts_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ja'::text, 'ko'::text, 'zh-TW'::text]))),
  constraint key_contacts_type_check CHECK ((type = ANY (ARRAY['POE'::text, 'MEDIA'::text, 'RENEWAL'::text, 'BILLING'::text, 'TECHNICAL'::text])))
);
CREATE INDEX key_contacts_technical ON public.key_contacts USING btree (email_key) WHERE (type = 'TECHNICAL'::text);
CREATE TRIGGER key_members_of_a_technical_contact AFTER INSERT OR UPDATE OF email_key ON public.key_contacts FOR EACH ROW WHEN ((new.type = 'TECHNICAL'::text)) EXECUTE FUNCTION carnet_key_members_changed();
alter table key_contacts enable row level security; -- forced
create policy of_site on key_contacts for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table key_imports (
  id text not null,
  site_id text not null,
  person_id text not null,
  digest text not null,
  sealed_content bytea,
  sent_at timestamp with time zone not null,
  applied_at timestamp with time zone,
  host_ids text[] not null default '{}'::text[],
  key_ids text[] not null default '{}'::text[],
  constraint key_imports_pkey PRIMARY KEY (site_id, id),
  constraint key_imports_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint key_imports_check CHECK (((applied_at IS NULL) = (sealed_content IS NOT NULL)))
);
CREATE UNIQUE INDEX key_imports_one_waiting ON public.key_imports USING btree (site_id, person_id) WHERE (applied_at IS NULL);
alter table key_imports enable row level security; -- forced
create policy of_site on key_imports for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table key_member_changes (
  site_id text not null,
  constraint key_member_changes_pkey PRIMARY KEY (site_id),
  constraint key_member_changes_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE
);
alter table key_member_changes enable row level security; -- forced
create policy of_site on key_member_changes for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table key_member_looks (
  site_id text not null,
  person_id text not null,
  looked_at timestamp with time zone not null,
  constraint key_member_looks_pkey PRIMARY KEY (site_id, person_id),
  constraint key_member_looks_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint key_member_looks_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE
);
alter table key_member_looks enable row level security; -- forced
create policy of_site on key_member_looks for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table key_member_removals (
  site_id text not null,
  person_id text not null,
  constraint key_member_removals_pkey PRIMARY KEY (site_id, person_id),
  constraint key_member_removals_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint key_member_removals_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE
);
alter table key_member_removals enable row level security; -- forced
create policy of_site on key_member_removals for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table key_member_requests (
  id text not null,
  site_number text not null,
  site_id text,
  person_id text not null,
  state text not null default 'pending'::text,
  asked_at timestamp with time zone not null,
  routed_at timestamp with time zone,
  decided_at timestamp with time zone,
  decided_by text,
  constraint key_member_requests_pkey PRIMARY KEY (id),
  constraint key_member_requests_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES people(id),
  constraint key_member_requests_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint key_member_requests_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint key_member_requests_check CHECK (((state = 'pending'::text) = (decided_at IS NULL))),
  constraint key_member_requests_check1 CHECK (((state = ANY (ARRAY['approved'::text, 'denied'::text])) = (decided_by IS NOT NULL))),
  constraint key_member_requests_check2 CHECK (((site_id IS NOT NULL) OR (state <> ALL (ARRAY['approved'::text, 'denied'::text])))),
  constraint key_member_requests_decided_by_another CHECK (((decided_by IS NULL) OR (decided_by <> person_id))),
  constraint key_member_requests_site_number_check CHECK ((site_number ~ '^[37][0-9]{6}$'::text)),
  constraint key_member_requests_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'approved'::text, 'denied'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE INDEX key_member_requests_of_person ON public.key_member_requests USING btree (person_id, asked_at DESC, id DESC);
CREATE INDEX key_member_requests_of_site ON public.key_member_requests USING btree (site_id, asked_at DESC, id DESC) WHERE (site_id IS NOT NULL);
CREATE UNIQUE INDEX key_member_requests_one_open ON public.key_member_requests USING btree (person_id, site_number) WHERE (state = 'pending'::text);
CREATE INDEX key_member_requests_pending ON public.key_member_requests USING btree (asked_at) WHERE (state = 'pending'::text);
CREATE INDEX key_member_requests_unrouted ON public.key_member_requests USING btree (asked_at) WHERE ((state = 'pending'::text) AND (routed_at IS NULL));
alter table key_member_requests enable row level security; -- forced
create policy of_site_or_person on key_member_requests for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR (person_id = ( SELECT carnet_person() AS carnet_person)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor)) with check ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table key_members (
  site_id text not null,
  person_id text not null,
  role text not null,
  path text not null,
  since timestamp with time zone not null,
  added_by text not null,
  constraint key_members_pkey PRIMARY KEY (site_id, person_id),
  constraint key_members_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint key_members_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint key_members_path_check CHECK ((path = ANY (ARRAY['order-number'::text, 'approval'::text, 'added'::text, 'support'::text]))),
  constraint key_members_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'user'::text])))
);
CREATE INDEX key_members_of_person ON public.key_members USING btree (person_id);
alter table key_members enable row level security; -- forced
create policy of_site_or_person on key_members for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR (person_id = ( SELECT carnet_person() AS carnet_person)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor)) with check ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table key_move_keys (
  site_id text not null,
  move_id text not null,
  old_key_id text not null,
  new_key_id text not null,
  kept_key_id text,
  constraint key_move_keys_pkey PRIMARY KEY (site_id, move_id, old_key_id),
  constraint key_move_keys_site_id_kept_key_id_fkey FOREIGN KEY (site_id, kept_key_id) REFERENCES license_keys(site_id, id),
  constraint key_move_keys_site_id_move_id_fkey FOREIGN KEY (site_id, move_id) REFERENCES key_moves(site_id, id),
  constraint key_move_keys_site_id_new_key_id_fkey FOREIGN KEY (site_id, new_key_id) REFERENCES license_keys(site_id, id),
  constraint key_move_keys_site_id_old_key_id_fkey FOREIGN KEY (site_id, old_key_id) REFERENCES license_keys(site_id, id)
);
alter table key_move_keys enable row level security; -- forced
create policy of_site on key_move_keys for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table key_moves (
  id text not null,
  site_id text not null,
  from_host_ids text[] not null,
  to_host_id text not null,
  attempt text,
  moved_at timestamp with time zone not null,
  moved_by text not null,
  undo_until timestamp with time zone not null,
  undone_at timestamp with time zone,
  undone_by text,
  constraint key_moves_once UNIQUE (site_id, moved_by, attempt),
  constraint key_moves_pkey PRIMARY KEY (site_id, id),
  constraint key_moves_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint key_moves_site_id_to_host_id_fkey FOREIGN KEY (site_id, to_host_id) REFERENCES hosts(site_id, id),
  constraint key_moves_check CHECK ((undo_until > moved_at)),
  constraint key_moves_check1 CHECK (((undone_at IS NULL) = (undone_by IS NULL))),
  constraint key_moves_from_host_ids_check CHECK (((cardinality(from_host_ids) >= 1) AND (cardinality(from_host_ids) <= 1000)))
);
CREATE INDEX key_moves_by_age ON public.key_moves USING btree (site_id, moved_at DESC, id);
alter table key_moves enable row level security; -- forced
create policy of_site on key_moves for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table key_pools (
  site_id text not null,
  line_id text not null,
  product_code text not null,
  quantity integer not null,
  excess integer not null default 0,
  issued integer not null default 0,
  constraint key_pools_pkey PRIMARY KEY (site_id, line_id),
  constraint key_pools_excess_check CHECK ((excess >= 0)),
  constraint key_pools_never_over CHECK (((issued >= 0) AND (issued <= (quantity + excess)))),
  constraint key_pools_quantity_check CHECK ((quantity >= 0))
);
CREATE INDEX key_pools_of_gone_lines ON public.key_pools USING btree (site_id, line_id) WHERE (quantity = 0);
CREATE INDEX key_pools_of_product ON public.key_pools USING btree (product_code);
alter table key_pools enable row level security; -- forced
create policy of_site on key_pools for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table key_revocations (
  id text not null,
  key_id text,
  site_number text,
  order_number text,
  product_code text,
  reason text not null,
  ticket text not null,
  state text not null default 'asked'::text,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  confirmed_by text,
  ended_at timestamp with time zone,
  ended_keys integer,
  lives_until timestamp with time zone,
  constraint key_revocations_pkey PRIMARY KEY (id),
  constraint key_revocations_check CHECK (((key_id IS NULL) = ((site_number IS NOT NULL) OR (product_code IS NOT NULL)))),
  constraint key_revocations_check1 CHECK (((order_number IS NULL) OR (site_number IS NOT NULL))),
  constraint key_revocations_check2 CHECK (((state = 'asked'::text) = (ended_at IS NULL))),
  constraint key_revocations_check3 CHECK (((state = 'done'::text) = (ended_keys IS NOT NULL))),
  constraint key_revocations_confirmed CHECK (((key_id IS NOT NULL) OR (state <> 'done'::text) OR (confirmed_by IS NOT NULL))),
  constraint key_revocations_four_eyes CHECK (((confirmed_by IS NULL) OR (confirmed_by <> asked_by))),
  constraint key_revocations_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint key_revocations_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'done'::text, 'withdrawn'::text]))),
  constraint key_revocations_ticket_check CHECK (((length(ticket) >= 1) AND (length(ticket) <= 60)))
);
CREATE INDEX key_revocations_by_age ON public.key_revocations USING btree (asked_at DESC, id DESC);
alter table key_revocations enable row level security; -- forced
create policy of_vendor on key_revocations for all using ( SELECT carnet_is_vendor() AS carnet_is_vendor);

create table key_schemes (
  product_code text not null,
  is_lasting boolean not null default false,
  file_days integer,
  is_online boolean not null default true,
  has_files boolean not null default true,
  locks text[] not null default '{node-locked,floating}'::text[],
  host_kinds text[] not null default '{ethernet,disk,tpm,hostname,user,internet,any}'::text[],
  lease_seconds integer not null default 600,
  borrow_days integer not null default 7,
  emergency_per_year integer not null default 3,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint key_schemes_pkey PRIMARY KEY (product_code),
  constraint key_schemes_product_code_fkey FOREIGN KEY (product_code) REFERENCES products(code) ON DELETE CASCADE,
  constraint key_schemes_borrow_days_check CHECK (((borrow_days >= 0) AND (borrow_days <= 30))),
  constraint key_schemes_emergency_per_year_check CHECK (((emergency_per_year >= 0) AND (emergency_per_year <= 12))),
  constraint key_schemes_file_days_check CHECK (((file_days >= 1) AND (file_days <= 3650))),
  constraint key_schemes_host_kinds_check CHECK (((cardinality(host_kinds) > 0) AND (host_kinds <@ ARRAY['ethernet'::text, 'disk'::text, 'tpm'::text, 'hostname'::text, 'user'::text, 'internet'::text, 'any'::text]))),
  constraint key_schemes_lease_seconds_check CHECK (((lease_seconds >= 60) AND (lease_seconds <= 86400))),
  constraint key_schemes_locks_check CHECK (((cardinality(locks) > 0) AND (locks <@ ARRAY['node-locked'::text, 'floating'::text])))
);

create table key_welcomes (
  site_id text not null,
  email_key text not null,
  because text not null,
  sent_at timestamp with time zone not null,
  constraint key_welcomes_pkey PRIMARY KEY (site_id, email_key, because),
  constraint key_welcomes_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint key_welcomes_because_check CHECK ((because = ANY (ARRAY['primary'::text, 'technical'::text])))
);
alter table key_welcomes enable row level security; -- forced
create policy of_site on key_welcomes for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table lease_tickets (
  site_id text not null,
  id text not null,
  license_key_id text not null,
  place bigint not null generated always as identity,
  machine text not null,
  nonce text not null,
  since timestamp with time zone not null,
  asked_at timestamp with time zone not null,
  constraint lease_tickets_once UNIQUE (site_id, license_key_id, machine, nonce),
  constraint lease_tickets_pkey PRIMARY KEY (site_id, id),
  constraint lease_tickets_site_id_license_key_id_fkey FOREIGN KEY (site_id, license_key_id) REFERENCES seats(site_id, license_key_id) ON DELETE CASCADE
);
CREATE INDEX lease_tickets_in_turn ON public.lease_tickets USING btree (site_id, license_key_id, place);
alter table lease_tickets enable row level security; -- forced
create policy of_site on lease_tickets for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table leases (
  site_id text not null,
  id text not null,
  license_key_id text not null,
  machine text not null,
  nonce text not null,
  checkout_attempt text not null,
  attempt text not null,
  sequence integer not null default 1,
  kind text not null,
  lasts_seconds integer not null,
  state text not null default 'live'::text,
  started_at timestamp with time zone not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  warned_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_because text,
  constraint leases_pkey PRIMARY KEY (site_id, id),
  constraint leases_site_id_license_key_id_fkey FOREIGN KEY (site_id, license_key_id) REFERENCES seats(site_id, license_key_id) ON DELETE CASCADE,
  constraint leases_attempt_check CHECK ((attempt ~ '^[A-Za-z0-9_-]{16,64}$'::text)),
  constraint leases_check CHECK (((state = ANY (ARRAY['live'::text, 'contested'::text])) = (ended_at IS NULL))),
  constraint leases_checkout_attempt_check CHECK ((checkout_attempt ~ '^[A-Za-z0-9_-]{16,64}$'::text)),
  constraint leases_kind_check CHECK ((kind = ANY (ARRAY['floating'::text, 'borrowed'::text]))),
  constraint leases_lasts_seconds_check CHECK (((lasts_seconds >= 60) AND (lasts_seconds <= 2592000))),
  constraint leases_machine_check CHECK ((machine ~ '^[A-Za-z0-9._:-]{16,128}$'::text)),
  constraint leases_nonce_check CHECK ((nonce ~ '^[A-Za-z0-9_-]{16,64}$'::text)),
  constraint leases_sequence_check CHECK ((sequence >= 1)),
  constraint leases_state_check CHECK ((state = ANY (ARRAY['live'::text, 'contested'::text, 'returned'::text, 'expired'::text, 'ended'::text])))
);
CREATE INDEX leases_holding ON public.leases USING btree (site_id, license_key_id, expires_at) WHERE (state = ANY (ARRAY['live'::text, 'contested'::text]));
CREATE UNIQUE INDEX leases_once ON public.leases USING btree (site_id, license_key_id, machine, nonce, checkout_attempt);
CREATE INDEX leases_over ON public.leases USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX leases_running_out ON public.leases USING btree (expires_at) WHERE (state = ANY (ARRAY['live'::text, 'contested'::text]));
alter table leases enable row level security; -- forced
create policy of_site on leases for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table license_files (
  id text not null,
  site_id text not null,
  host_id text not null,
  sequence integer not null,
  key_id text not null,
  text text not null,
  issued_at timestamp with time zone not null,
  constraint license_files_site_id_host_id_sequence_key UNIQUE (site_id, host_id, sequence),
  constraint license_files_pkey PRIMARY KEY (site_id, id),
  constraint license_files_site_id_host_id_fkey FOREIGN KEY (site_id, host_id) REFERENCES hosts(site_id, id),
  constraint license_files_sequence_check CHECK ((sequence >= 1))
);
CREATE INDEX license_files_by_signer ON public.license_files USING btree (key_id, site_id, host_id, sequence);
alter table license_files enable row level security; -- forced
create policy of_site on license_files for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table license_key_events (
  site_id text not null,
  license_key_id text not null,
  position bigint not null,
  constraint license_key_events_pkey PRIMARY KEY (site_id, license_key_id, "position")
);
alter table license_key_events enable row level security; -- forced
create policy of_site on license_key_events for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table license_keys (
  id text not null,
  site_id text not null,
  line_id text not null,
  order_number text not null,
  part_number text not null,
  product_code text not null,
  product_name text not null,
  delivery text not null,
  host_id text,
  lock text not null,
  kind text not null default 'permanent'::text,
  scheme text not null,
  version text,
  covered_through date,
  quantity integer not null,
  state text not null default 'issued'::text,
  issued_at timestamp with time zone not null,
  issued_by text not null,
  ticket text,
  expires_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by text,
  ended_because text,
  supersedes text,
  move_id text,
  secret_hash bytea,
  sealed_secret bytea,
  file_until timestamp with time zone,
  constraint license_keys_secret_hash_key UNIQUE (secret_hash),
  constraint transfers_follow_keys TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint license_keys_pkey PRIMARY KEY (site_id, id),
  constraint license_keys_site_id_host_id_fkey FOREIGN KEY (site_id, host_id) REFERENCES hosts(site_id, id),
  constraint license_keys_site_id_line_id_fkey FOREIGN KEY (site_id, line_id) REFERENCES key_pools(site_id, line_id),
  constraint license_keys_check CHECK (((delivery = 'file'::text) = (host_id IS NOT NULL))),
  constraint license_keys_check1 CHECK (((delivery = 'online'::text) = (secret_hash IS NOT NULL))),
  constraint license_keys_check2 CHECK (((secret_hash IS NULL) = (sealed_secret IS NULL))),
  constraint license_keys_check3 CHECK (((state = 'issued'::text) = (ended_at IS NULL))),
  constraint license_keys_check4 CHECK (((kind = 'emergency'::text) = (expires_at IS NOT NULL))),
  constraint license_keys_check5 CHECK (((scheme = 'version-based'::text) = (version IS NOT NULL))),
  constraint license_keys_delivery_check CHECK ((delivery = ANY (ARRAY['file'::text, 'online'::text]))),
  constraint license_keys_kind_check CHECK ((kind = ANY (ARRAY['permanent'::text, 'emergency'::text]))),
  constraint license_keys_lock_check CHECK ((lock = ANY (ARRAY['node-locked'::text, 'floating'::text]))),
  constraint license_keys_quantity_check CHECK ((quantity > 0)),
  constraint license_keys_scheme_check CHECK ((scheme = ANY (ARRAY['date-based'::text, 'version-based'::text]))),
  constraint license_keys_state_check CHECK ((state = ANY (ARRAY['issued'::text, 'returned'::text, 'superseded'::text, 'revoked'::text, 'withdrawn'::text, 'ended'::text])))
);
CREATE INDEX license_keys_by_age ON public.license_keys USING btree (site_id, issued_at, id);
CREATE INDEX license_keys_by_host ON public.license_keys USING btree (site_id, host_id, state);
CREATE INDEX license_keys_by_line ON public.license_keys USING btree (site_id, line_id, state);
CREATE INDEX license_keys_by_person ON public.license_keys USING btree (site_id, issued_by, issued_at, id);
CREATE INDEX license_keys_by_product ON public.license_keys USING btree (site_id, product_name, id);
CREATE UNIQUE INDEX license_keys_superseded_once ON public.license_keys USING btree (site_id, supersedes) WHERE (state = 'issued'::text);
CREATE TRIGGER license_keys_end_their_uses AFTER UPDATE OF state ON public.license_keys FOR EACH ROW WHEN (((new.delivery = 'online'::text) AND (old.state = 'issued'::text) AND (new.state <> 'issued'::text))) EXECUTE FUNCTION carnet_uses_end();
CREATE TRIGGER license_keys_have_seats AFTER INSERT ON public.license_keys FOR EACH ROW WHEN (((new.delivery = 'online'::text) AND (new.state = 'issued'::text))) EXECUTE FUNCTION carnet_seats_of_key();
CREATE TRIGGER license_keys_tell_of_changes AFTER DELETE OR UPDATE ON public.license_keys FOR EACH ROW WHEN ((old.delivery = 'online'::text)) EXECUTE FUNCTION carnet_online_key_changed();
CREATE CONSTRAINT TRIGGER transfers_follow_keys AFTER INSERT OR UPDATE ON public.license_keys DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION carnet_transfer_follows();
alter table license_keys enable row level security; -- forced
create policy of_site on license_keys for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table license_list_heads (
  kind text not null,
  sequence integer not null default 0,
  constraint license_list_heads_pkey PRIMARY KEY (kind),
  constraint license_list_heads_kind_check CHECK ((kind = ANY (ARRAY['revocations'::text, 'keys'::text]))),
  constraint license_list_heads_sequence_check CHECK ((sequence >= 0))
);
CREATE TRIGGER license_list_heads_go_on BEFORE UPDATE ON public.license_list_heads FOR EACH ROW EXECUTE FUNCTION carnet_list_goes_on();

create table license_list_marks (
  id bigint not null generated always as identity,
  constraint license_list_marks_pkey PRIMARY KEY (id)
);

create table license_lists (
  kind text not null,
  sequence integer not null,
  key_id text not null,
  issued_at timestamp with time zone not null,
  next_by timestamp with time zone,
  content text not null,
  text text not null,
  constraint license_lists_pkey PRIMARY KEY (kind, sequence, key_id),
  constraint license_lists_key_id_fkey FOREIGN KEY (key_id) REFERENCES license_signing_keys(id),
  constraint license_lists_kind_fkey FOREIGN KEY (kind) REFERENCES license_list_heads(kind),
  constraint license_lists_sequence_check CHECK ((sequence >= 1))
);
CREATE INDEX license_lists_newest ON public.license_lists USING btree (kind, sequence DESC);
CREATE TRIGGER license_lists_pass AFTER INSERT ON public.license_lists FOR EACH ROW EXECUTE FUNCTION carnet_lists_pass();

create table license_revocations (
  site_id text not null,
  license_key_id text not null,
  reason text not null,
  since timestamp with time zone not null,
  until timestamp with time zone,
  constraint license_revocations_pkey PRIMARY KEY (site_id, license_key_id),
  constraint license_revocations_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint license_revocations_reason_check CHECK ((reason = ANY (ARRAY['returned'::text, 'revoked'::text, 'withdrawn'::text])))
);
CREATE INDEX license_revocations_alive ON public.license_revocations USING btree (until);
CREATE TRIGGER license_revocations_mark AFTER INSERT OR DELETE OR UPDATE ON public.license_revocations FOR EACH STATEMENT EXECUTE FUNCTION carnet_mark_revocations();
alter table license_revocations enable row level security; -- forced
create policy of_site on license_revocations for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table license_sightings (
  site_id text not null,
  license_key_id text not null,
  kind text not null,
  mark text not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  times bigint not null,
  constraint license_sightings_pkey PRIMARY KEY (site_id, license_key_id, kind, mark),
  constraint license_sightings_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint license_sightings_kind_check CHECK ((kind = ANY (ARRAY['machine'::text, 'network'::text, 'refusal'::text]))),
  constraint license_sightings_mark_check CHECK (((length(mark) >= 1) AND (length(mark) <= 128))),
  constraint license_sightings_times_check CHECK ((times > 0))
);
CREATE INDEX license_sightings_old ON public.license_sightings USING btree (last_at);
alter table license_sightings enable row level security; -- forced
create policy of_site on license_sightings for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table license_signing_changes (
  id text not null,
  deed text not null,
  key_id text not null,
  reason text not null,
  path text not null,
  state text not null default 'asked'::text,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  confirmed_by text,
  ended_at timestamp with time zone,
  constraint license_signing_changes_pkey PRIMARY KEY (id),
  constraint license_signing_changes_key_id_fkey FOREIGN KEY (key_id) REFERENCES license_signing_keys(id),
  constraint license_signing_changes_check CHECK (((state = 'asked'::text) = (ended_at IS NULL))),
  constraint license_signing_changes_confirmed CHECK (((state <> 'done'::text) OR (path = 'command'::text) OR (confirmed_by IS NOT NULL))),
  constraint license_signing_changes_deed_check CHECK ((deed = ANY (ARRAY['rotate'::text, 'compromise'::text]))),
  constraint license_signing_changes_four_eyes CHECK (((path = 'command'::text) OR (confirmed_by IS NULL) OR (confirmed_by <> asked_by))),
  constraint license_signing_changes_path_check CHECK ((path = ANY (ARRAY['portal'::text, 'command'::text]))),
  constraint license_signing_changes_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint license_signing_changes_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'done'::text, 'withdrawn'::text])))
);
CREATE UNIQUE INDEX license_signing_changes_one_open ON public.license_signing_changes USING btree (deed, key_id) WHERE (state = 'asked'::text);

create table license_signing_keys (
  id text not null,
  public_key bytea not null,
  state text not null,
  published_at timestamp with time zone not null,
  current_from timestamp with time zone,
  current_through timestamp with time zone,
  compromised_at timestamp with time zone,
  constraint license_signing_keys_public_key_key UNIQUE (public_key),
  constraint license_signing_keys_pkey PRIMARY KEY (id),
  constraint license_signing_keys_check CHECK (((state = 'next'::text) <= (current_from IS NULL))),
  constraint license_signing_keys_check1 CHECK (((state = ANY (ARRAY['current'::text, 'retired'::text])) <= (current_from IS NOT NULL))),
  constraint license_signing_keys_check2 CHECK (((state = 'retired'::text) <= (current_through IS NOT NULL))),
  constraint license_signing_keys_check3 CHECK (((state = 'compromised'::text) = (compromised_at IS NOT NULL))),
  constraint license_signing_keys_id_check CHECK ((id ~ '^[0-9a-f]{16}$'::text)),
  constraint license_signing_keys_public_key_check CHECK ((length(public_key) = 32)),
  constraint license_signing_keys_state_check CHECK ((state = ANY (ARRAY['next'::text, 'current'::text, 'retired'::text, 'compromised'::text])))
);
CREATE UNIQUE INDEX license_signing_keys_one_current ON public.license_signing_keys USING btree (state) WHERE (state = 'current'::text);
CREATE UNIQUE INDEX license_signing_keys_one_next ON public.license_signing_keys USING btree (state) WHERE (state = 'next'::text);
CREATE TRIGGER license_signing_keys_go_on BEFORE UPDATE ON public.license_signing_keys FOR EACH ROW EXECUTE FUNCTION carnet_signing_key_goes_on();

create table mails (
  id text not null,
  dedupe_key text not null,
  to_address text not null,
  language text not null,
  template text not null,
  sealed_facts bytea,
  state text not null default 'queued'::text,
  queued_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  attempts integer not null default 0,
  last_error text,
  subject text,
  server_reply text,
  constraint mails_dedupe_key_key UNIQUE (dedupe_key),
  constraint mails_pkey PRIMARY KEY (id),
  constraint mails_check CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
  constraint mails_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ja'::text, 'ko'::text, 'zh-TW'::text]))),
  constraint mails_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'bounced'::text])))
);
CREATE INDEX mails_newest ON public.mails USING btree (queued_at DESC, id DESC);
CREATE INDEX mails_of_address ON public.mails USING btree (to_address, queued_at DESC, id DESC);
CREATE INDEX mails_waiting ON public.mails USING btree (queued_at) WHERE (state = 'queued'::text);

create table member_imports (
  site_id text not null,
  person_id text not null,
  digest text not null,
  sealed_content bytea not null,
  sent_at timestamp with time zone not null,
  constraint member_imports_pkey PRIMARY KEY (site_id, person_id),
  constraint member_imports_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint member_imports_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE
);
alter table member_imports enable row level security; -- forced
create policy of_site on member_imports for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table moved_lines (
  site_id text not null,
  order_number text not null,
  order_line integer not null,
  to_site_id text not null,
  to_order text not null,
  to_line integer not null,
  moved_on date not null,
  constraint moved_lines_pkey PRIMARY KEY (site_id, order_number, order_line),
  constraint moved_lines_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint moved_lines_to_site_id_fkey FOREIGN KEY (to_site_id) REFERENCES sites(id)
);
CREATE INDEX moved_lines_to ON public.moved_lines USING btree (to_site_id, to_order, to_line);
alter table moved_lines enable row level security; -- forced
create policy of_site on moved_lines for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table order_lines (
  id text not null,
  site_id text not null,
  order_id text not null,
  line integer not null,
  part_number text not null,
  quantity integer not null,
  unit_price bigint,
  currency text,
  renews_order text,
  renews_line integer,
  amount bigint,
  months integer,
  constraint order_lines_once UNIQUE (site_id, order_id, line),
  constraint order_lines_pkey PRIMARY KEY (site_id, id),
  constraint order_lines_amount_check CHECK ((amount >= 0)),
  constraint order_lines_amount_in_a_currency CHECK (((amount IS NULL) OR (currency IS NOT NULL))),
  constraint order_lines_check CHECK (((unit_price IS NULL) = (currency IS NULL))),
  constraint order_lines_check1 CHECK (((renews_order IS NULL) = (renews_line IS NULL))),
  constraint order_lines_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint order_lines_line_check CHECK ((line >= 1)),
  constraint order_lines_months_check CHECK (((months >= 1) AND (months <= 12))),
  constraint order_lines_quantity_check CHECK ((quantity > 0)),
  constraint order_lines_unit_price_check CHECK ((unit_price >= 0))
);
CREATE INDEX order_lines_renewing ON public.order_lines USING btree (site_id, renews_order, renews_line) WHERE (renews_order IS NOT NULL);
CREATE TRIGGER entitlement_lines_go_with_it AFTER DELETE ON public.order_lines REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION carnet_take_along('entitlement_lines', 'parent.site_id = child.site_id and parent.order_id = child.order_id
                                                           and parent.line = child.order_line');
CREATE TRIGGER order_lines_of_an_order AFTER INSERT ON public.order_lines REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION carnet_require('orders', 'parent.site_id = fresh.site_id and parent.id = fresh.order_id');
alter table order_lines enable row level security; -- forced
create policy of_site on order_lines for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table orders (
  id text not null,
  site_id text not null,
  number text not null,
  ordered_on date not null,
  reseller_name text,
  reseller_email text,
  revision integer not null,
  booked_at timestamp with time zone not null,
  proof_due boolean not null default true,
  constraint orders_number_once UNIQUE (number),
  constraint orders_pkey PRIMARY KEY (site_id, id),
  constraint orders_number_check CHECK (((length(number) >= 1) AND (length(number) <= 20))),
  constraint orders_revision_check CHECK ((revision >= 1))
);
CREATE INDEX orders_due_proof ON public.orders USING btree (site_id) WHERE proof_due;
CREATE INDEX orders_of_site ON public.orders USING btree (site_id, ordered_on DESC, id DESC);
CREATE TRIGGER order_lines_go_with_it AFTER DELETE ON public.orders REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION carnet_take_along('order_lines', 'parent.site_id = child.site_id and parent.id = child.order_id');
CREATE TRIGGER orders_change AFTER UPDATE OF ordered_on, booked_at ON public.orders FOR EACH ROW WHEN (((old.ordered_on <> new.ordered_on) OR (old.booked_at <> new.booked_at))) EXECUTE FUNCTION carnet_renewal_changed();
CREATE TRIGGER orders_of_a_site AFTER INSERT ON public.orders REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION carnet_require('sites', 'parent.id = fresh.site_id', 'site_id');
alter table orders enable row level security; -- forced
create policy of_site on orders for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table parts (
  number text not null,
  product_code text not null,
  kind text not null,
  programs text[] not null,
  service_months integer not null,
  description text not null,
  descriptions jsonb not null default '{}'::jsonb,
  points integer not null default 0,
  found_by text not null generated always as (carnet_folded(((((number || ' '::text) || description) || ' '::text) || carnet_values(descriptions)))) stored,
  migrates_to text,
  constraint parts_pkey PRIMARY KEY (number),
  constraint parts_product_code_fkey FOREIGN KEY (product_code) REFERENCES products(code),
  constraint parts_kind_check CHECK ((kind = ANY (ARRAY['license'::text, 'renewal'::text, 'reinstatement'::text, 'media'::text]))),
  constraint parts_number_check CHECK ((number ~ '^[0-9A-Z][0-9A-Z-]{3,19}$'::text)),
  constraint parts_points_check CHECK (((points >= 0) AND (points <= 1000000))),
  constraint parts_programs_check CHECK (((programs <@ ARRAY['PA'::text, 'PAE'::text, 'FCT'::text, 'OEM'::text]) AND (cardinality(programs) > 0))),
  constraint parts_service_months_check CHECK (((service_months >= 0) AND (service_months <= 120)))
);
CREATE INDEX parts_by_product ON public.parts USING btree (product_code, number);
CREATE INDEX parts_found ON public.parts USING gin (carnet_grams(found_by)) WITH (gin_pending_list_limit='1024');

create table passcode_requests (
  id text not null,
  site_id text not null,
  person_id text not null,
  state text not null default 'requested'::text,
  channel text,
  reason text,
  asked_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  constraint passcode_requests_site_id_id_key UNIQUE (site_id, id),
  constraint passcode_requests_pkey PRIMARY KEY (id),
  constraint passcode_requests_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint passcode_requests_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint passcode_requests_channel_check CHECK ((channel = ANY (ARRAY['letter'::text, 'fax'::text, 'e-mail'::text]))),
  constraint passcode_requests_check CHECK (((state = 'requested'::text) = (ended_at IS NULL))),
  constraint passcode_requests_check1 CHECK (((state = 're-sent'::text) = (channel IS NOT NULL))),
  constraint passcode_requests_state_check CHECK ((state = ANY (ARRAY['requested'::text, 're-sent'::text, 'rejected'::text, 'withdrawn'::text])))
);
CREATE UNIQUE INDEX passcode_requests_one_open ON public.passcode_requests USING btree (site_id) WHERE (state = 'requested'::text);
alter table passcode_requests enable row level security; -- forced
create policy of_site on passcode_requests for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table passcodes (
  id text not null,
  site_id text not null,
  salt bytea not null,
  hash bytea not null,
  state text not null default 'issued'::text,
  tries integer not null default 0,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  consumed_at timestamp with time zone,
  consumed_by text,
  constraint passcodes_site_id_id_key UNIQUE (site_id, id),
  constraint passcodes_pkey PRIMARY KEY (id),
  constraint passcodes_consumed_by_fkey FOREIGN KEY (consumed_by) REFERENCES people(id),
  constraint passcodes_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint passcodes_check CHECK (((state = 'consumed'::text) = (consumed_at IS NOT NULL))),
  constraint passcodes_five_tries CHECK (((tries >= 0) AND (tries <= 5))),
  constraint passcodes_state_check CHECK ((state = ANY (ARRAY['issued'::text, 'consumed'::text, 'superseded'::text, 'exhausted'::text])))
);
CREATE UNIQUE INDEX passcodes_one_open ON public.passcodes USING btree (site_id) WHERE (state = 'issued'::text);
alter table passcodes enable row level security; -- forced
create policy of_site on passcodes for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table passkey_challenges (
  challenge_hash bytea not null,
  purpose text not null,
  person_id text,
  expires_at timestamp with time zone not null,
  constraint passkey_challenges_pkey PRIMARY KEY (challenge_hash),
  constraint passkey_challenges_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint passkey_challenges_purpose_check CHECK ((purpose = ANY (ARRAY['add'::text, 'sign-in'::text, 'prove'::text])))
);
CREATE INDEX passkey_challenges_old ON public.passkey_challenges USING btree (expires_at);

create table passkeys (
  id text not null,
  person_id text not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}'::text[],
  name text not null,
  is_synced boolean not null,
  added_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint passkeys_credential_once UNIQUE (credential_id),
  constraint passkeys_pkey PRIMARY KEY (id),
  constraint passkeys_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX passkeys_of_person ON public.passkeys USING btree (person_id);

create table password_resets (
  id text not null,
  email_key text not null,
  person_id text,
  token_hash bytea,
  requested_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint password_resets_token_hash_key UNIQUE (token_hash),
  constraint password_resets_pkey PRIMARY KEY (id),
  constraint password_resets_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint password_resets_check CHECK (((person_id IS NULL) = (token_hash IS NULL)))
);
CREATE INDEX password_resets_of_person ON public.password_resets USING btree (person_id);
CREATE INDEX password_resets_old ON public.password_resets USING btree (expires_at);

create table people (
  id text not null,
  email text not null,
  email_key text not null,
  given_name text not null,
  family_name text not null,
  romanized_name text,
  country text not null,
  language text not null,
  password_hash text,
  question text,
  answer_hash text,
  state text not null,
  registered_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  constraint people_one_a_mailbox UNIQUE (email_key),
  constraint people_pkey PRIMARY KEY (id),
  constraint people_active_are_confirmed CHECK (((state = 'invited'::text) OR (confirmed_at IS NOT NULL))),
  constraint people_check CHECK (((question IS NULL) = (answer_hash IS NULL))),
  constraint people_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint people_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ja'::text, 'ko'::text, 'zh-TW'::text]))),
  constraint people_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'disabled'::text])))
);
CREATE TRIGGER sort_grants_of_person AFTER UPDATE OF given_name, family_name, romanized_name ON public.people FOR EACH ROW WHEN ((sort_name_of(old.*) <> sort_name_of(new.*))) EXECUTE FUNCTION sort_grants_of_person();

create table placements (
  site_id text not null,
  order_id text not null,
  channel text not null,
  purchase_order_number text,
  quote_id text,
  quote_version integer,
  level text not null,
  currency text not null,
  amount bigint not null,
  placed_by text,
  placed_at timestamp with time zone not null,
  constraint placements_pkey PRIMARY KEY (site_id, order_id),
  constraint placements_placed_by_fkey FOREIGN KEY (placed_by) REFERENCES people(id),
  constraint placements_site_id_order_id_fkey FOREIGN KEY (site_id, order_id) REFERENCES orders(site_id, id) ON DELETE CASCADE,
  constraint placements_amount_check CHECK ((amount >= 0)),
  constraint placements_channel_check CHECK ((channel = ANY (ARRAY['online'::text, 'partner'::text, 'vendor'::text, 'automatic'::text]))),
  constraint placements_check CHECK (((quote_id IS NULL) = (quote_version IS NULL))),
  constraint placements_check1 CHECK (((channel = 'automatic'::text) = (placed_by IS NULL))),
  constraint placements_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint placements_purchase_order_number_check CHECK (((length(purchase_order_number) >= 1) AND (length(purchase_order_number) <= 40)))
);
alter table placements enable row level security; -- forced
create policy of_site on placements for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table prices (
  part_number text not null,
  currency text not null,
  level text not null,
  valid_from date not null,
  amount bigint not null,
  constraint prices_pkey PRIMARY KEY (part_number, currency, level, valid_from),
  constraint prices_part_number_fkey FOREIGN KEY (part_number) REFERENCES parts(number) ON DELETE CASCADE,
  constraint prices_amount_check CHECK ((amount >= 0)),
  constraint prices_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint prices_level_check CHECK ((level = ANY (ARRAY['BL'::text, 'D'::text, 'E'::text, 'F'::text, 'G'::text, 'H'::text, 'GV'::text, 'ED'::text])))
);

create table product_versions (
  product_code text not null,
  version text not null,
  available_on date not null,
  end_of_service_on date,
  end_of_service_announced boolean not null,
  constraint product_versions_pkey PRIMARY KEY (product_code, version),
  constraint product_versions_product_code_fkey FOREIGN KEY (product_code) REFERENCES products(code) ON DELETE CASCADE,
  constraint product_versions_check CHECK ((end_of_service_announced OR (end_of_service_on IS NULL)))
);

create table products (
  code text not null,
  name text not null,
  brand text not null,
  product_group text not null,
  description text not null default ''::text,
  key_scheme text not null,
  renewal_keys boolean not null,
  descriptions jsonb not null default '{}'::jsonb,
  replaced_by text,
  found_by text not null generated always as (carnet_folded(((((((((((code || ' '::text) || name) || ' '::text) || brand) || ' '::text) || product_group) || ' '::text) || description) || ' '::text) || carnet_values(descriptions)))) stored,
  constraint products_pkey PRIMARY KEY (code),
  constraint products_check CHECK ((replaced_by <> code)),
  constraint products_key_scheme_check CHECK ((key_scheme = ANY (ARRAY['none'::text, 'activation-kit'::text, 'version-based'::text, 'date-based'::text])))
);

create table proofs (
  id text not null,
  site_id text not null,
  order_id text not null,
  order_number text not null,
  ordered_on date not null,
  version integer not null,
  state text not null,
  check_code text not null,
  document text not null,
  key_id text not null,
  signature bytea not null,
  issued_at timestamp with time zone not null,
  constraint proofs_check_code_once UNIQUE (check_code),
  constraint proofs_once UNIQUE (site_id, order_id, version),
  constraint proofs_pkey PRIMARY KEY (site_id, id),
  constraint proofs_site_id_order_id_fkey FOREIGN KEY (site_id, order_id) REFERENCES orders(site_id, id),
  constraint proofs_check_code_check CHECK ((check_code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'::text)),
  constraint proofs_state_check CHECK ((state = ANY (ARRAY['valid'::text, 'superseded'::text, 'withdrawn'::text]))),
  constraint proofs_version_check CHECK ((version >= 1))
);
CREATE INDEX proofs_of_order ON public.proofs USING btree (site_id, order_number, version);
CREATE INDEX proofs_of_site ON public.proofs USING btree (site_id, ordered_on DESC, id DESC);
CREATE UNIQUE INDEX proofs_one_valid ON public.proofs USING btree (site_id, order_id) WHERE (state = 'valid'::text);
alter table proofs enable row level security; -- forced
create policy of_site on proofs for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table recovery_codes (
  person_id text not null,
  code_hash bytea not null,
  made_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint recovery_codes_pkey PRIMARY KEY (person_id, code_hash),
  constraint recovery_codes_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);

create table registrations (
  id text not null,
  token_hash bytea,
  email text not null,
  email_key text not null,
  given_name text not null,
  family_name text not null,
  romanized_name text,
  country text not null,
  language text not null,
  password_hash text not null,
  question text,
  answer_hash text,
  requested_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint registrations_token_hash_key UNIQUE (token_hash),
  constraint registrations_pkey PRIMARY KEY (id),
  constraint registrations_check CHECK (((question IS NULL) = (answer_hash IS NULL))),
  constraint registrations_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint registrations_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ja'::text, 'ko'::text, 'zh-TW'::text])))
);
CREATE INDEX registrations_of_mailbox ON public.registrations USING btree (email_key);
CREATE INDEX registrations_old ON public.registrations USING btree (expires_at);

create table release_files (
  id text not null,
  release_id text not null,
  name text not null,
  size_bytes bigint not null,
  sha256 text not null,
  url text,
  state text not null default 'awaited'::text,
  reason text,
  key_id text,
  signature bytea,
  constraint release_files_name_once UNIQUE (release_id, name),
  constraint release_files_pkey PRIMARY KEY (id),
  constraint release_files_release_id_fkey FOREIGN KEY (release_id) REFERENCES releases(id) ON DELETE CASCADE,
  constraint release_files_check CHECK (((state = 'available'::text) = (signature IS NOT NULL))),
  constraint release_files_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint release_files_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint release_files_size_bytes_check CHECK ((size_bytes >= 0)),
  constraint release_files_state_check CHECK ((state = ANY (ARRAY['awaited'::text, 'available'::text, 'rejected'::text])))
);
CREATE INDEX release_files_awaited ON public.release_files USING btree (id) WHERE (state = 'awaited'::text);
CREATE INDEX release_files_of_content ON public.release_files USING btree (sha256);

create table releases (
  id text not null,
  product_code text not null,
  version text not null,
  platform text not null,
  language text not null,
  constraint releases_product_code_version_platform_language_key UNIQUE (product_code, version, platform, language),
  constraint releases_pkey PRIMARY KEY (id),
  constraint releases_product_code_version_fkey FOREIGN KEY (product_code, version) REFERENCES product_versions(product_code, version)
);

create table renewal_changes (
  site_id text not null
);
CREATE INDEX renewal_changes_of_site ON public.renewal_changes USING btree (site_id);
alter table renewal_changes enable row level security; -- forced
create policy of_site on renewal_changes for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table renewal_offers (
  site_id text not null,
  line_id text not null,
  covered_from date not null,
  quote_id text not null,
  state text not null default 'open'::text,
  order_id text,
  settled_on date,
  amount bigint,
  constraint renewal_offers_pkey PRIMARY KEY (site_id, line_id, covered_from),
  constraint renewal_offers_amount_check CHECK ((amount >= 0)),
  constraint renewal_offers_check CHECK (((order_id IS NULL) OR (state = 'ordered'::text))),
  constraint renewal_offers_check1 CHECK (((state = ANY (ARRAY['open'::text, 'deferred'::text])) = (settled_on IS NULL))),
  constraint renewal_offers_state_check CHECK ((state = ANY (ARRAY['open'::text, 'deferred'::text, 'ordered'::text, 'lapsed'::text, 'withdrawn'::text])))
);
CREATE INDEX renewal_offers_deferred ON public.renewal_offers USING btree (covered_from, site_id, quote_id) WHERE (state = 'deferred'::text);
CREATE INDEX renewal_offers_of_quote ON public.renewal_offers USING btree (site_id, quote_id);
CREATE UNIQUE INDEX renewal_offers_one_open_a_line ON public.renewal_offers USING btree (site_id, line_id) WHERE (state = ANY (ARRAY['open'::text, 'deferred'::text]));
CREATE INDEX renewal_offers_open ON public.renewal_offers USING btree (covered_from) WHERE (state = ANY (ARRAY['open'::text, 'deferred'::text]));
CREATE TRIGGER renewal_offers_change AFTER UPDATE ON public.renewal_offers REFERENCING OLD TABLE AS gone NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION carnet_renewal_sums_change();
CREATE TRIGGER renewal_offers_come AFTER INSERT ON public.renewal_offers REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION carnet_renewal_sums_grow();
CREATE TRIGGER renewal_offers_go AFTER DELETE ON public.renewal_offers REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION carnet_renewal_sums_shrink();
CREATE TRIGGER renewal_offers_of_a_line AFTER INSERT ON public.renewal_offers REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION carnet_require('entitlement_lines', 'parent.site_id = fresh.site_id and parent.id = fresh.line_id', 'site_id, line_id');
CREATE TRIGGER renewal_offers_of_a_quote AFTER INSERT ON public.renewal_offers REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION carnet_require('renewal_quotes', 'parent.site_id = fresh.site_id and parent.id = fresh.quote_id', 'site_id, quote_id');
alter table renewal_offers enable row level security; -- forced
create policy of_site on renewal_offers for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table renewal_quote_lines (
  site_id text not null,
  quote_id text not null,
  version integer not null,
  line_id text not null,
  place integer not null,
  order_number text not null,
  order_line integer not null,
  part_number text,
  product_code text not null,
  product_name text not null,
  quantity integer not null,
  covered_from date not null,
  covered_through date not null,
  months integer not null,
  annual_price bigint,
  amount bigint,
  is_new boolean not null,
  constraint renewal_quote_lines_pkey PRIMARY KEY (site_id, quote_id, version, line_id),
  constraint renewal_quote_lines_amount_check CHECK ((amount >= 0)),
  constraint renewal_quote_lines_annual_price_check CHECK ((annual_price >= 0)),
  constraint renewal_quote_lines_check CHECK ((covered_through >= covered_from)),
  constraint renewal_quote_lines_check1 CHECK (((annual_price IS NULL) = (amount IS NULL))),
  constraint renewal_quote_lines_months_check CHECK (((months >= 1) AND (months <= 12))),
  constraint renewal_quote_lines_place_check CHECK ((place >= 1)),
  constraint renewal_quote_lines_quantity_check CHECK ((quantity > 0))
);
CREATE INDEX renewal_quote_lines_unpriced ON public.renewal_quote_lines USING btree (site_id, quote_id, version) WHERE (annual_price IS NULL);
CREATE TRIGGER renewal_quote_lines_of_a_version AFTER INSERT ON public.renewal_quote_lines REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION carnet_require('renewal_quote_versions', 'parent.site_id = fresh.site_id and parent.quote_id = fresh.quote_id and parent.version = fresh.version', 'site_id, quote_id, version');
alter table renewal_quote_lines enable row level security; -- forced
create policy of_site on renewal_quote_lines for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table renewal_quote_versions (
  site_id text not null,
  quote_id text not null,
  version integer not null,
  dated_on date not null,
  due_on date not null,
  anniversary_on date,
  level text not null,
  currency text not null,
  reseller_name text,
  reseller_email text,
  amount bigint,
  made_at timestamp with time zone not null,
  constraint renewal_quote_versions_pkey PRIMARY KEY (site_id, quote_id, version),
  constraint renewal_quote_versions_site_id_quote_id_fkey FOREIGN KEY (site_id, quote_id) REFERENCES renewal_quotes(site_id, id) ON DELETE CASCADE,
  constraint renewal_quote_versions_amount_check CHECK ((amount >= 0)),
  constraint renewal_quote_versions_check CHECK ((due_on >= dated_on)),
  constraint renewal_quote_versions_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint renewal_quote_versions_version_check CHECK ((version >= 1))
);
CREATE TRIGGER renewal_quote_lines_go_with_it AFTER DELETE ON public.renewal_quote_versions REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION carnet_take_along('renewal_quote_lines', 'parent.site_id = child.site_id and parent.quote_id = child.quote_id and parent.version = child.version');
alter table renewal_quote_versions enable row level security; -- forced
create policy of_site on renewal_quote_versions for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table renewal_quotes (
  id text not null,
  site_id text not null,
  number text not null,
  renewal_on date not null,
  version integer not null default 1,
  state text not null default 'open'::text,
  made_at timestamp with time zone not null,
  closed_on date,
  constraint renewal_quotes_number_once UNIQUE (number),
  constraint renewal_quotes_one_a_date UNIQUE (site_id, renewal_on),
  constraint renewal_quotes_pkey PRIMARY KEY (site_id, id),
  constraint renewal_quotes_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint renewal_quotes_check CHECK (((state = 'closed'::text) = (closed_on IS NOT NULL))),
  constraint renewal_quotes_number_check CHECK ((number ~ '^Q[0-9A-HJKMNP-TV-Z]{8,12}$'::text)),
  constraint renewal_quotes_state_check CHECK ((state = ANY (ARRAY['open'::text, 'deferred'::text, 'closed'::text]))),
  constraint renewal_quotes_version_check CHECK ((version >= 1))
);
CREATE INDEX renewal_quotes_by_date ON public.renewal_quotes USING btree (renewal_on, id);
CREATE INDEX renewal_quotes_unsettled ON public.renewal_quotes USING btree (renewal_on) WHERE (state <> 'closed'::text);
CREATE TRIGGER renewal_offers_go_with_the_quote AFTER DELETE ON public.renewal_quotes REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION carnet_take_along('renewal_offers', 'parent.site_id = child.site_id and parent.id = child.quote_id');
alter table renewal_quotes enable row level security; -- forced
create policy of_site on renewal_quotes for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table renewal_scenarios (
  id text not null,
  site_id text not null,
  name text not null,
  note text not null default ''::text,
  choices jsonb not null,
  is_shared boolean not null default false,
  made_by text not null,
  place integer not null,
  revision integer not null default 1,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint renewal_scenarios_pkey PRIMARY KEY (site_id, id),
  constraint renewal_scenarios_made_by_fkey FOREIGN KEY (made_by) REFERENCES people(id),
  constraint renewal_scenarios_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint renewal_scenarios_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint renewal_scenarios_note_check CHECK ((length(note) <= 500)),
  constraint renewal_scenarios_place_check CHECK (((place >= 1) AND (place <= 50))),
  constraint renewal_scenarios_revision_check CHECK ((revision >= 1))
);
CREATE UNIQUE INDEX renewal_scenarios_name_once ON public.renewal_scenarios USING btree (site_id, made_by, lower(name));
CREATE UNIQUE INDEX renewal_scenarios_places ON public.renewal_scenarios USING btree (site_id, made_by, place);
alter table renewal_scenarios enable row level security; -- forced
create policy of_site on renewal_scenarios for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table renewal_sites (
  site_id text not null,
  checked_through date,
  failed_at timestamp with time zone,
  failure text,
  next_on date,
  looked_under text,
  constraint renewal_sites_pkey PRIMARY KEY (site_id),
  constraint renewal_sites_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint renewal_sites_check CHECK (((failed_at IS NULL) = (failure IS NULL))),
  constraint renewal_sites_failure_check CHECK ((length(failure) <= 500))
);
alter table renewal_sites enable row level security; -- forced
create policy of_site on renewal_sites for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table renewal_sums (
  site_id text not null,
  quote_id text not null,
  open_count integer not null default 0,
  deferred_count integer not null default 0,
  ordered_count integer not null default 0,
  lapsed_count integer not null default 0,
  line_count integer not null default 0,
  open_amount bigint not null default 0,
  deferred_amount bigint not null default 0,
  ordered_amount bigint not null default 0,
  lapsed_amount bigint not null default 0,
  constraint renewal_sums_pkey PRIMARY KEY (site_id, quote_id),
  constraint renewal_sums_site_id_quote_id_fkey FOREIGN KEY (site_id, quote_id) REFERENCES renewal_quotes(site_id, id) ON DELETE CASCADE
);
alter table renewal_sums enable row level security; -- forced
create policy of_site on renewal_sums for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table rescue_keys (
  site_id text not null,
  rescue_id text not null,
  dead_key_id text not null,
  key_id text not null,
  is_open boolean not null default true,
  constraint rescue_keys_pkey PRIMARY KEY (site_id, rescue_id, dead_key_id),
  constraint rescue_keys_site_id_dead_key_id_fkey FOREIGN KEY (site_id, dead_key_id) REFERENCES license_keys(site_id, id),
  constraint rescue_keys_site_id_key_id_fkey FOREIGN KEY (site_id, key_id) REFERENCES license_keys(site_id, id),
  constraint rescue_keys_site_id_rescue_id_fkey FOREIGN KEY (site_id, rescue_id) REFERENCES rescues(site_id, id)
);
CREATE INDEX rescue_keys_by_key ON public.rescue_keys USING btree (site_id, key_id);
CREATE UNIQUE INDEX rescue_keys_one_open ON public.rescue_keys USING btree (site_id, dead_key_id) WHERE is_open;
alter table rescue_keys enable row level security; -- forced
create policy of_site on rescue_keys for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table rescue_places (
  site_id text not null,
  product_code text not null,
  year integer not null,
  place integer not null,
  rescue_id text not null,
  constraint rescue_places_site_id_rescue_id_product_code_key UNIQUE (site_id, rescue_id, product_code),
  constraint rescue_places_pkey PRIMARY KEY (site_id, product_code, year, place),
  constraint rescue_places_site_id_rescue_id_fkey FOREIGN KEY (site_id, rescue_id) REFERENCES rescues(site_id, id),
  constraint rescue_places_place_check CHECK (((place >= 1) AND (place <= 12))),
  constraint rescue_places_year_check CHECK (((year >= 1900) AND (year <= 2200)))
);
alter table rescue_places enable row level security; -- forced
create policy of_site on rescue_places for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table rescues (
  id text not null,
  site_id text not null,
  host_id text not null,
  dead_host_id text not null,
  reason text not null,
  state text not null default 'open'::text,
  taken_at timestamp with time zone not null,
  taken_by text not null,
  expires_at timestamp with time zone not null,
  asked_at timestamp with time zone,
  settled_at timestamp with time zone,
  settled_by text,
  constraint rescues_pkey PRIMARY KEY (site_id, id),
  constraint rescues_site_id_dead_host_id_fkey FOREIGN KEY (site_id, dead_host_id) REFERENCES hosts(site_id, id),
  constraint rescues_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint rescues_site_id_host_id_fkey FOREIGN KEY (site_id, host_id) REFERENCES hosts(site_id, id),
  constraint rescues_72_hours CHECK ((expires_at = (taken_at + '72:00:00'::interval))),
  constraint rescues_check CHECK (((state = 'open'::text) = (settled_at IS NULL))),
  constraint rescues_check1 CHECK (((settled_at IS NULL) = (settled_by IS NULL))),
  constraint rescues_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint rescues_state_check CHECK ((state = ANY (ARRAY['open'::text, 'dead'::text, 'back'::text, 'replaced'::text])))
);
CREATE INDEX rescues_of_site ON public.rescues USING btree (site_id, taken_at DESC, id DESC);
CREATE INDEX rescues_open ON public.rescues USING btree (taken_at) WHERE (state = 'open'::text);
alter table rescues enable row level security; -- forced
create policy of_site on rescues for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table review_settings (
  site_id text not null,
  expires_unconfirmed boolean not null default false,
  constraint review_settings_pkey PRIMARY KEY (site_id),
  constraint review_settings_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE
);
alter table review_settings enable row level security; -- forced
create policy of_site on review_settings for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table seats (
  site_id text not null,
  license_key_id text not null,
  lock text not null,
  quantity integer not null,
  used integer not null default 0,
  seen_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint seats_pkey PRIMARY KEY (site_id, license_key_id),
  constraint seats_site_id_license_key_id_fkey FOREIGN KEY (site_id, license_key_id) REFERENCES license_keys(site_id, id) ON DELETE CASCADE,
  constraint seats_lock_check CHECK ((lock = ANY (ARRAY['node-locked'::text, 'floating'::text]))),
  constraint seats_never_over CHECK (((used >= 0) AND (used <= quantity))),
  constraint seats_quantity_check CHECK ((quantity > 0))
);
alter table seats enable row level security; -- forced
create policy of_site on seats for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table sessions (
  token_hash bytea not null,
  person_id text not null,
  started_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  address text,
  agent text,
  id text not null,
  strength text not null default 'password'::text,
  proved_at timestamp with time zone not null,
  constraint sessions_id_once UNIQUE (id),
  constraint sessions_pkey PRIMARY KEY (token_hash),
  constraint sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint sessions_strength_check CHECK ((strength = ANY (ARRAY['password'::text, 'two-factor'::text, 'passkey'::text, 'sso'::text])))
);
CREATE INDEX sessions_of_person ON public.sessions USING btree (person_id);
CREATE INDEX sessions_old ON public.sessions USING btree (expires_at);

create table sign_in_locks (
  address_hash bytea not null,
  failures integer not null,
  locked_until timestamp with time zone,
  tried_at timestamp with time zone not null,
  checking_until timestamp with time zone,
  constraint sign_in_locks_pkey PRIMARY KEY (address_hash),
  constraint sign_in_locks_check CHECK (((failures = 5) = (locked_until IS NOT NULL))),
  constraint sign_in_locks_failures_check CHECK (((failures >= 0) AND (failures <= 5)))
);
CREATE INDEX sign_in_locks_old ON public.sign_in_locks USING btree (tried_at);

create table sign_in_steps (
  token_hash bytea not null,
  person_id text not null,
  device_id text,
  expires_at timestamp with time zone not null,
  constraint sign_in_steps_pkey PRIMARY KEY (token_hash),
  constraint sign_in_steps_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX sign_in_steps_old ON public.sign_in_steps USING btree (expires_at);

create table site_documents (
  id text not null,
  site_id text not null,
  kind text not null,
  channel text not null,
  language text not null,
  passcode_id text,
  sealed_facts bytea not null,
  made_at timestamp with time zone not null,
  constraint site_documents_site_id_id_key UNIQUE (site_id, id),
  constraint site_documents_pkey PRIMARY KEY (id),
  constraint site_documents_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint site_documents_site_id_passcode_id_fkey FOREIGN KEY (site_id, passcode_id) REFERENCES passcodes(site_id, id),
  constraint site_documents_channel_check CHECK ((channel = ANY (ARRAY['letter'::text, 'fax'::text, 'e-mail'::text]))),
  constraint site_documents_kind_check CHECK ((kind = ANY (ARRAY['contract-notice'::text, 'registration-notice'::text, 'fct-registration-notice'::text, 'portal-guide'::text, 'welcome'::text, 'passcode-reissue'::text]))),
  constraint site_documents_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ja'::text, 'ko'::text, 'zh-TW'::text])))
);
CREATE INDEX site_documents_of_site ON public.site_documents USING btree (site_id, made_at);
CREATE UNIQUE INDEX site_documents_once ON public.site_documents USING btree (site_id, kind, COALESCE(passcode_id, ''::text));
alter table site_documents enable row level security; -- forced
create policy of_site on site_documents for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table site_warnings (
  site_id text not null,
  cause text not null,
  since date not null,
  told_at timestamp with time zone,
  escalated_at timestamp with time zone,
  constraint site_warnings_pkey PRIMARY KEY (site_id, cause),
  constraint site_warnings_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint site_warnings_cause_check CHECK ((cause = ANY (ARRAY['mail-bounces'::text, 'primary-unseen'::text, 'no-second-administrator'::text, 'no-primary'::text])))
);
alter table site_warnings enable row level security; -- forced
create policy of_site on site_warnings for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table sites (
  id text not null,
  site_id text not null generated always as (id) stored,
  number text not null,
  program text not null,
  agreement_id text,
  customer_id text not null,
  name text not null,
  street text,
  city text,
  region text,
  postal_code text,
  country text not null,
  department text,
  phone text,
  fax text,
  language text not null,
  registered_on date not null,
  contact_given_name text not null,
  contact_family_name text not null,
  contact_email text,
  contact_email_key text,
  reseller_name text,
  reseller_email text,
  primary_state text not null default 'unclaimed'::text,
  first_ordered_on date,
  documents_due boolean not null default true,
  constraint sites_number_once UNIQUE (number),
  constraint sites_site_id_id_key UNIQUE (site_id, id),
  constraint sites_pkey PRIMARY KEY (id),
  constraint sites_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreements(id),
  constraint sites_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint sites_check CHECK (((contact_email IS NULL) = (contact_email_key IS NULL))),
  constraint sites_check1 CHECK (((program = 'PA'::text) OR (agreement_id IS NULL))),
  constraint sites_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint sites_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ja'::text, 'ko'::text, 'zh-TW'::text]))),
  constraint sites_number_check CHECK ((number ~ '^[37]\d{6}$'::text)),
  constraint sites_primary_state_check CHECK ((primary_state = ANY (ARRAY['unclaimed'::text, 'claimed'::text, 'vacant'::text]))),
  constraint sites_program_check CHECK ((program = ANY (ARRAY['PA'::text, 'PAE'::text, 'FCT'::text, 'OEM'::text])))
);
CREATE INDEX sites_due_documents ON public.sites USING btree (id) WHERE documents_due;
CREATE INDEX sites_of_agreement ON public.sites USING btree (agreement_id);
CREATE INDEX sites_of_contact ON public.sites USING btree (contact_email_key) WHERE (primary_state = 'unclaimed'::text);
CREATE INDEX sites_of_customer ON public.sites USING btree (customer_id);
CREATE TRIGGER key_members_of_a_new_site AFTER INSERT ON public.sites FOR EACH ROW WHEN ((new.contact_email_key IS NOT NULL)) EXECUTE FUNCTION carnet_key_members_changed();
CREATE TRIGGER key_members_of_another_contact AFTER UPDATE OF contact_email_key ON public.sites FOR EACH ROW WHEN (((new.contact_email_key IS DISTINCT FROM old.contact_email_key) AND (new.contact_email_key IS NOT NULL))) EXECUTE FUNCTION carnet_key_members_changed();
alter table sites enable row level security; -- forced
create policy seen_by_its_people on sites for select using ((id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor) OR (EXISTS ( SELECT
   FROM access_grants
  WHERE ((access_grants.site_id = sites.id) AND (access_grants.person_id = ( SELECT carnet_person() AS carnet_person))))));
create policy written_from_inside on sites for all using (( SELECT carnet_is_vendor() AS carnet_is_vendor) OR (id = ( SELECT carnet_site() AS carnet_site))) with check (( SELECT carnet_is_vendor() AS carnet_is_vendor) OR (id = ( SELECT carnet_site() AS carnet_site)));

create unlogged table spendings (
  who text not null,
  since timestamp with time zone not null,
  spent integer not null,
  constraint spendings_pkey PRIMARY KEY (who)
);
CREATE INDEX spendings_old ON public.spendings USING btree (since);

create table staff_invitations (
  id text not null,
  token_hash bytea not null,
  email text not null,
  email_key text not null,
  role text not null,
  language text not null,
  invited_at timestamp with time zone not null,
  invited_by text not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  constraint staff_invitations_token_hash_key UNIQUE (token_hash),
  constraint staff_invitations_pkey PRIMARY KEY (id),
  constraint staff_invitations_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ja'::text, 'ko'::text, 'zh-TW'::text]))),
  constraint staff_invitations_role_check CHECK ((role = ANY (ARRAY['operator'::text, 'care'::text, 'sales'::text, 'support'::text, 'license-support'::text])))
);
CREATE INDEX staff_invitations_of_mailbox ON public.staff_invitations USING btree (email_key) WHERE (accepted_at IS NULL);

create table staff_members (
  person_id text not null,
  role text not null,
  invited_at timestamp with time zone not null,
  invited_by text not null,
  constraint staff_members_pkey PRIMARY KEY (person_id),
  constraint staff_members_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint staff_members_role_check CHECK ((role = ANY (ARRAY['operator'::text, 'care'::text, 'sales'::text, 'support'::text, 'license-support'::text])))
);

create table successors (
  site_id text not null,
  place smallint not null,
  person_id text not null,
  constraint successors_site_id_person_id_key UNIQUE (site_id, person_id),
  constraint successors_pkey PRIMARY KEY (site_id, place),
  constraint successors_site_id_person_id_fkey FOREIGN KEY (site_id, person_id) REFERENCES access_grants(site_id, person_id) ON DELETE CASCADE,
  constraint successors_place_check CHECK (((place >= 1) AND (place <= 4)))
);
alter table successors enable row level security; -- forced
create policy of_site on successors for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table take_overs (
  id text not null,
  site_id text,
  company text not null,
  site_number text,
  customer_number text not null,
  country text not null,
  contact_type text not null,
  romanized_name text not null,
  email text not null,
  phone text not null,
  statement text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  language text not null,
  evidence jsonb not null default '{}'::jsonb,
  state text not null default 'requested'::text,
  verified_by text,
  verified_at timestamp with time zone,
  confirmed_by text,
  ended_at timestamp with time zone,
  reason text,
  origin text not null default 'form'::text,
  constraint take_overs_pkey PRIMARY KEY (id),
  constraint take_overs_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES people(id),
  constraint take_overs_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint take_overs_check CHECK (((state = ANY (ARRAY['verified'::text, 'done'::text])) <= (verified_by IS NOT NULL))),
  constraint take_overs_contact_type_check CHECK ((contact_type = ANY (ARRAY['primary'::text, 'secondary'::text, 'technical'::text]))),
  constraint take_overs_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint take_overs_four_eyes CHECK (((confirmed_by IS NULL) OR (confirmed_by <> verified_by))),
  constraint take_overs_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ja'::text, 'ko'::text, 'zh-TW'::text]))),
  constraint take_overs_origin_check CHECK ((origin = ANY (ARRAY['form'::text, 'succession'::text]))),
  constraint take_overs_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'verified'::text, 'done'::text, 'rejected'::text, 'returned'::text])))
);
CREATE INDEX take_overs_of_site ON public.take_overs USING btree (site_id);
CREATE UNIQUE INDEX take_overs_one_claim ON public.take_overs USING btree (site_id) WHERE ((origin = 'succession'::text) AND (state = ANY (ARRAY['requested'::text, 'verified'::text])));
alter table take_overs enable row level security; -- forced
create policy of_site on take_overs for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table transfer_lines (
  transfer_id text not null,
  site_id text not null,
  place integer not null,
  line_id text not null,
  order_number text not null,
  order_line integer not null,
  part_number text not null,
  product_code text not null,
  product_name text not null,
  quantity integer not null,
  is_open boolean not null default true,
  target_part text,
  target_order text,
  constraint transfer_lines_pkey PRIMARY KEY (site_id, transfer_id, place),
  constraint transfer_lines_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES transfers(id),
  constraint transfer_lines_place_check CHECK ((place >= 1)),
  constraint transfer_lines_quantity_check CHECK ((quantity > 0))
);
CREATE INDEX transfer_lines_of_line ON public.transfer_lines USING btree (site_id, line_id);
CREATE INDEX transfer_lines_of_transfer ON public.transfer_lines USING btree (transfer_id, place);
CREATE UNIQUE INDEX transfer_lines_one_open ON public.transfer_lines USING btree (site_id, line_id) WHERE is_open;
alter table transfer_lines enable row level security; -- forced
create policy of_both_sites on transfer_lines for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor) OR carnet_sees_transfer(transfer_id));

create table transfer_notes (
  transfer_id text not null,
  site_id text not null,
  place integer not null,
  by_person text,
  by_name text not null,
  ticket text,
  note text,
  constraint transfer_notes_pkey PRIMARY KEY (site_id, transfer_id, place),
  constraint transfer_notes_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint transfer_notes_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES transfers(id),
  constraint transfer_notes_note_check CHECK ((length(note) <= 1000))
);
alter table transfer_notes enable row level security; -- forced
create policy of_site on transfer_notes for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table transfer_steps (
  transfer_id text not null,
  site_id text not null,
  place integer not null,
  step text not null,
  side text not null,
  at timestamp with time zone not null,
  constraint transfer_steps_pkey PRIMARY KEY (site_id, transfer_id, place),
  constraint transfer_steps_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES transfers(id),
  constraint transfer_steps_place_check CHECK ((place >= 1)),
  constraint transfer_steps_side_check CHECK ((side = ANY (ARRAY['source'::text, 'target'::text, 'vendor'::text, 'portal'::text])))
);
CREATE INDEX transfer_steps_of_transfer ON public.transfer_steps USING btree (transfer_id, place);
alter table transfer_steps enable row level security; -- forced
create policy of_both_sites on transfer_steps for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor) OR carnet_sees_transfer(transfer_id));

create table transfers (
  id text not null,
  site_id text not null,
  site_number text not null,
  site_name text not null,
  program text not null,
  target_number text not null,
  target_site_id text,
  target_name text,
  target_program text,
  is_same_customer boolean,
  state text not null default 'requested'::text,
  requested_at timestamp with time zone not null,
  requested_by text not null,
  changed_at timestamp with time zone not null,
  source_consented_at timestamp with time zone,
  source_consented_by text,
  target_consented_at timestamp with time zone,
  target_consented_by text,
  told text,
  constraint transfers_pkey PRIMARY KEY (id),
  constraint transfers_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint transfers_target_site_id_fkey FOREIGN KEY (target_site_id) REFERENCES sites(id),
  constraint transfers_check CHECK (((state <> 'transferred'::text) OR ((source_consented_at IS NOT NULL) AND (target_consented_at IS NOT NULL)))),
  constraint transfers_check1 CHECK (((target_consented_at IS NOT NULL) = (target_name IS NOT NULL))),
  constraint transfers_check2 CHECK (((target_consented_at IS NULL) OR (target_site_id IS NOT NULL))),
  constraint transfers_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'blocked'::text, 'support-case'::text, 'ready'::text, 'transferred'::text, 'cancelled'::text, 'rejected'::text]))),
  constraint transfers_target_number_check CHECK ((target_number ~ '^[37][0-9]{6}$'::text)),
  constraint transfers_to_another_site CHECK ((target_number <> site_number))
);
CREATE INDEX transfers_by_age ON public.transfers USING btree (requested_at DESC, id DESC);
CREATE INDEX transfers_of_site ON public.transfers USING btree (site_id, requested_at DESC, id DESC);
CREATE INDEX transfers_to_site ON public.transfers USING btree (target_site_id, requested_at DESC, id DESC) WHERE (target_site_id IS NOT NULL);
CREATE INDEX transfers_unrouted ON public.transfers USING btree (target_number) WHERE ((target_site_id IS NULL) AND (state = ANY (ARRAY['requested'::text, 'blocked'::text, 'support-case'::text, 'ready'::text])));
CREATE INDEX transfers_untold ON public.transfers USING btree (id) WHERE ((told IS DISTINCT FROM state) AND (state <> ALL (ARRAY['requested'::text, 'support-case'::text])));
alter table transfers enable row level security; -- forced
create policy of_both_sites on transfers for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR (target_site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

create table views (
  id text not null,
  site_id text not null,
  person_id text not null,
  staff_person_id text not null,
  session_id text not null,
  reason text not null,
  ticket text not null,
  started_at timestamp with time zone not null,
  until timestamp with time zone not null,
  ended_at timestamp with time zone,
  paths text[] not null default '{}'::text[],
  constraint views_site_id_id_key UNIQUE (site_id, id),
  constraint views_pkey PRIMARY KEY (id),
  constraint views_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint views_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE,
  constraint views_staff_person_id_fkey FOREIGN KEY (staff_person_id) REFERENCES people(id),
  constraint views_check CHECK ((until <= (started_at + '00:30:00'::interval))),
  constraint views_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint views_ticket_check CHECK (((length(ticket) >= 1) AND (length(ticket) <= 60)))
);
CREATE UNIQUE INDEX views_one_a_session ON public.views USING btree (session_id) WHERE (ended_at IS NULL);
alter table views enable row level security; -- forced
create policy of_site on views for all using ((site_id = ( SELECT carnet_site() AS carnet_site)) OR ( SELECT carnet_is_vendor() AS carnet_is_vendor));

CREATE OR REPLACE FUNCTION public.carnet_event_of_keys()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into license_key_events (site_id, license_key_id, position)
  select distinct new.site_id, told.key_id, new.position
    from (select new.facts ->> 'keyId'
           union all
          select new.facts ->> 'newKeyId'
           union all
          select jsonb_array_elements_text(case when jsonb_typeof(new.facts -> 'keyIds') = 'array' then new.facts -> 'keyIds' else '[]' end)
         ) as told (key_id)
   where told.key_id like 'key\_%'
  on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_folded(said text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(NORMALIZE(said, NFKC));

CREATE OR REPLACE FUNCTION public.carnet_grams(folded text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (SELECT (array_agg(pair.one) || array_agg((pair.one || pair.next))) FROM UNNEST(string_to_array(carnet_grams.folded, NULL::text), (string_to_array(carnet_grams.folded, NULL::text))[2:]) pair(one, next));

CREATE OR REPLACE FUNCTION public.carnet_is_vendor()
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (COALESCE(current_setting('carnet.reach'::text, true), ''::text) = 'vendor'::text);

CREATE OR REPLACE FUNCTION public.carnet_key_member_leaves()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from key_members where site_id = old.site_id and person_id = old.person_id;
  insert into key_member_removals (site_id, person_id)
  select id, old.person_id from sites where id = old.site_id -- not where the site itself goes
      on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_key_member_returns()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from key_member_removals where site_id = new.site_id and person_id = new.person_id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_key_members_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into key_member_changes (site_id)
  values (case when tg_table_name = 'sites' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'site_id' end)
      on conflict (site_id) do update set site_id = excluded.site_id; -- locks it: the job comes after this is committed
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_key_pool_follows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update key_pools
     set quantity = case when tg_op = 'DELETE' then 0 else new.quantity end,
         excess = greatest(0, issued - case when tg_op = 'DELETE' then 0 else new.quantity end)
   where site_id = old.site_id and line_id = old.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_list_goes_on()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.sequence <> old.sequence + 1 or new.kind <> old.kind then
    raise exception 'a list only goes on, by one' using errcode = 'check_violation', constraint = 'license_list_heads_go_on';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_lists_pass()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from license_lists where kind = new.kind and sequence <= new.sequence - 100;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_mark_revocations()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into license_list_marks default values;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_online_key_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('carnet_online_keys', case when tg_table_name = 'license_keys' then to_jsonb(old) ->> 'id'
                                               else to_jsonb(coalesce(new, old)) ->> 'license_key_id' end);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_person()
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN NULLIF(current_setting('carnet.person_id'::text, true), ''::text);

CREATE OR REPLACE FUNCTION public.carnet_protect(of_table regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('alter table %s enable row level security', of_table);
  execute format('alter table %s force row level security', of_table);
  execute format('create policy of_site on %s
                    using (site_id = (select carnet_site()) or (select carnet_is_vendor()))', of_table);
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_protect_for_vendor(of_table regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('alter table %s enable row level security', of_table);
  execute format('alter table %s force row level security', of_table);
  execute format('create policy of_vendor on %s using ((select carnet_is_vendor()))', of_table);
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_renewal_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into renewal_changes (site_id) values (new.site_id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_renewal_sums_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_renewal_sums_grow()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_renewal_sums_shrink()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_renewals_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into renewal_changes (site_id) select distinct site_id from changed;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_require()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_seats_of_key()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into seats (site_id, license_key_id, lock, quantity) values (new.site_id, new.id, new.lock, new.quantity);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_sees_transfer(of_transfer text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (EXISTS (SELECT FROM transfers WHERE (transfers.id = carnet_sees_transfer.of_transfer)));

CREATE OR REPLACE FUNCTION public.carnet_signing_key_goes_on()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  ways constant text[] := array['next', 'current', 'retired', 'compromised'];
begin
  if array_position(ways, new.state) < array_position(ways, old.state) or new.public_key <> old.public_key or new.id <> old.id then
    raise exception 'a signing key never goes back' using errcode = 'check_violation', constraint = 'license_signing_keys_go_on';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_site()
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN NULLIF(current_setting('carnet.site_id'::text, true), ''::text);

CREATE OR REPLACE FUNCTION public.carnet_sought(folded_word text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (SELECT COALESCE(array_agg(DISTINCT substr(carnet_sought.folded_word, place.place, 2)), '{}'::text[]) AS "coalesce" FROM generate_series(1, GREATEST((length(carnet_sought.folded_word) - 1), 1)) place(place));

CREATE OR REPLACE FUNCTION public.carnet_take_along()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  execute format('delete from %I child using gone parent where %s', tg_argv[0], tg_argv[1]);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_transfer_follows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_uses_end()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update seats set ended_at = new.ended_at, used = 0 where site_id = new.site_id and license_key_id = new.id;
  update leases
     set state = 'ended', ended_at = new.ended_at, ended_because = new.state
   where site_id = new.site_id and license_key_id = new.id and state in ('live', 'contested');
  update activations
     set ended_at = new.ended_at, ended_because = new.state
   where site_id = new.site_id and license_key_id = new.id and ended_at is null;
  delete from lease_tickets where site_id = new.site_id and license_key_id = new.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.carnet_values(said jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (SELECT COALESCE(string_agg(jsonb_each_text.value, ' '::text), ''::text) AS "coalesce" FROM jsonb_each_text(carnet_values.said) jsonb_each_text(key, value));

CREATE OR REPLACE FUNCTION public.event_hash(event events)
 RETURNS bytea
 LANGUAGE sql
 STABLE
RETURN sha256(((event).previous_hash || convert_to((jsonb_build_array((event)."position", (event).chain, (event).link, (event).id, (event).name, (event).site_id, (event).person_id, (event).actor, (event).facts, (event).request_id, (event).address, (EXTRACT(epoch FROM (event).at))::text))::text, 'UTF8'::name)));

CREATE OR REPLACE FUNCTION public.event_heads()
 RETURNS TABLE(chain text, link integer, hash bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select head.chain, head.link, head.hash from event_chains head where carnet_is_vendor() $function$;

CREATE OR REPLACE FUNCTION public.link_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.sort_grant()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  select case when new.last_seen_on is null and new.role <> 'primary' then person.email_key else sort_name_of(person) end,
         person.email_key
    into new.sort_name, new.sort_email
    from people person where person.id = new.person_id;
  new.sort_name := coalesce(new.sort_name, '');
  new.sort_email := coalesce(new.sort_email, '');
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.sort_grants_of_person()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  reach text := coalesce(current_setting('carnet.reach', true), '');
begin
  perform set_config('carnet.reach', 'vendor', true); -- and not by the function's head: PostgreSQL 15 lets no owner do that
  update access_grants
     set sort_name = sort_name_of(new)
   where person_id = new.id and (last_seen_on is not null or role = 'primary');
  perform set_config('carnet.reach', reach, true);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.sort_name_of(person people)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN lower(COALESCE(NULLIF((person).romanized_name, ''::text), (((person).family_name || ' '::text) || (person).given_name)));
