/** For tests of what a feed brings: records to build one of, sending it, and the state it leaves. */
import type { LightMyRequestResponse } from "fastify";
import { sql } from "kysely";
import type { TestPortal } from "./portal.ts";

export const OTTO = "otto@vendor.example";

export type Record = { readonly [field: string]: unknown };

const CUSTOMER = { country: "JP", number: "1234567" };

export const site = (change: Record = {}): Record => ({
  type: "site",
  number: "7005555",
  program: "PA",
  agreement: "100200",
  customer: CUSTOMER,
  name: "青葉商事 大阪支店",
  address: { street: "中之島1", city: "大阪市", region: "大阪府", postalCode: "530-0005", country: "JP" },
  department: "総務部",
  phone: "06-0000-0000",
  fax: null,
  language: "ja",
  registeredOn: "2010-02-01",
  contact: { givenName: "Ken", familyName: "Ito", email: "ken@aoba.example" },
  ...change,
});

export const line = (change: Record = {}): Record => ({ line: 1, part: "D09LELL", quantity: 2, ...change });

export const order = (change: Record = {}): Record => ({
  type: "order",
  number: "SO-9000",
  site: "7001234",
  orderedOn: "2009-07-10",
  lines: [line()],
  ...change,
});

export function lines(records: readonly Record[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

interface Sending {
  readonly query?: string;
  readonly type?: string;
  readonly headers?: globalThis.Record<string, string>;
}

export async function post(
  portal: TestPortal,
  payload: string | Buffer,
  { query = "", type = "application/x-ndjson", headers = {} }: Sending = {},
): Promise<LightMyRequestResponse> {
  const url = `/v1/feeds${query}`;
  return portal.as(OTTO, { method: "POST", url, headers: { "content-type": type, ...headers }, payload });
}

export interface Report {
  readonly id: string;
  readonly state: string;
  readonly counts: globalThis.Record<
    string,
    { added: number; changed: number; unchanged: number; stale: number }
  >;
  readonly faultsCount: number;
  readonly faults: readonly { line: number; field: string | null; code: string; message: string }[];
  readonly warnings: readonly { line: number; field: string | null; code: string; message: string }[];
  readonly next: string | null;
  readonly linesRead: number;
  readonly progress: number;
}

export async function read(portal: TestPortal, feedId: string, query = ""): Promise<Report> {
  return (await portal.as(OTTO, { url: `/v1/feeds/${feedId}${query}` })).json();
}

/** Sends it, waits for its report, and for the jobs that follow. */
export async function feed(
  portal: TestPortal,
  content: readonly Record[] | string | Buffer,
  sending: Sending = {},
): Promise<Report> {
  const payload = typeof content === "string" || Buffer.isBuffer(content) ? content : lines([...content]);
  const reply = await post(portal, payload, sending);
  if (reply.statusCode > 202) throw new Error(reply.body);
  await portal.portal.jobs.drain();
  return read(portal, reply.json().id);
}

/** `field code` of each fault, by line. */
export function faultsOf({ faults }: Report): string[] {
  return faults.map(({ line: at, field, code }) => `${at} ${field ?? "-"} ${code}`);
}

/** Everything that a feed writes, by its natural keys: equal exactly when the states are. */
export async function stateOf({ owner }: TestPortal): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select encode(sha256(convert_to(jsonb_build_object(
      'customers', (select jsonb_agg(jsonb_build_array(country, number, name) order by country, number) from customers),
      'agreements', (select jsonb_agg(jsonb_build_array(number, program, level) order by number) from agreements),
      'sites', (select jsonb_agg(to_jsonb(sites) - 'id' - 'site_id' - 'customer_id' - 'agreement_id' - 'documents_due'
                                 order by number) from sites),
      'products', (select jsonb_agg(to_jsonb(products) order by code) from products),
      'versions', (select jsonb_agg(to_jsonb(v) order by product_code, version) from product_versions v),
      'parts', (select jsonb_agg(to_jsonb(parts) order by number) from parts),
      'prices', (select jsonb_agg(to_jsonb(p) order by part_number, currency, level, valid_from) from prices p),
      'orders', (select jsonb_agg(to_jsonb(orders) - 'id' - 'site_id' - 'booked_at' - 'proof_due' order by number)
                   from orders),
      'lines', (select jsonb_agg(to_jsonb(l) - 'id' - 'site_id' - 'order_id' || jsonb_build_object('o', o.number)
                                 order by o.number, l.line)
                  from order_lines l join orders o on o.id = l.order_id),
      'entitlements', (select jsonb_agg(to_jsonb(e) - 'id' - 'site_id' - 'order_id' - 'order_line_id'
                                        order by order_number, order_line) from entitlement_lines e),
      'coverage', (select jsonb_agg(jsonb_build_array(e.order_number, e.order_line, c.covered_from, c.covered_through,
                                                      c.follows_through, c.kind)
                                    order by e.order_number, e.order_line, c.covered_from)
                     from coverage_periods c join entitlement_lines e on e.id = c.line_id))::text, 'UTF8')), 'hex') as state`.execute(
    owner,
  );
  return rows[0]?.state ?? "";
}

export interface Period {
  readonly coveredFrom: string;
  readonly coveredThrough: string;
  readonly kind: string;
}

export async function periodsOf({ owner }: TestPortal, number: string, at = 1): Promise<string[]> {
  const { rows } = await sql<Period>`
    select period.covered_from, period.covered_through, period.kind
      from coverage_periods period
      join entitlement_lines line on line.site_id = period.site_id and line.id = period.line_id
     where line.order_number = ${number}
       and line.order_line = ${at}
     order by period.covered_from`.execute(owner);
  return rows.map(({ kind, coveredFrom, coveredThrough }) => `${kind} ${coveredFrom}…${coveredThrough}`);
}
