/** What tests of the Key Center have in common: clearing it, and what went out about it. */
import { sql } from "kysely";
import { CAST } from "./cast.ts";
import type { TestPortal } from "./portal.ts";

export const SEOYEON = "seoyeon@hangang.example";
export const HANA = "hana@aoba.example";
export const JUN = "jun@aoba.example";
export const MIO = "mio@aoba.example";
export const REI = "rei@elsewhere.example";
export const HANGANG_KEYS = `/v1/sites/${CAST.hangang}/key-members`;
export const AOBA_KEYS = `/v1/sites/${CAST.aoba}/key-members`;

/** Nobody but the primaries is in a Key Center, nothing went out, nobody has tried anything. */
export async function clearKeyCenter({ owner }: TestPortal): Promise<void> {
  const tables = [
    "key_members",
    "key_member_requests",
    "key_accounts",
    "key_member_looks",
    "key_member_removals",
    "key_welcomes",
    "key_member_changes",
    "key_contacts",
    "mails",
    "spendings",
  ];
  for (const table of tables) await sql`delete from ${sql.table(table)}`.execute(owner);
}

export interface Sent {
  readonly to: string;
  readonly template: string;
}

/** The mails of the Key Center that were queued, by template and address. */
export async function sentOf(portal: TestPortal, template?: string): Promise<string[]> {
  await portal.portal.jobs.drain();
  const { rows } = await sql<Sent>`
    select to_address as to, template from mails
     where template like 'key-member.%' order by template, to_address`.execute(portal.owner);
  return rows
    .filter((mail) => template === undefined || mail.template === template)
    .map((mail) => (template === undefined ? `${mail.template} ${mail.to}` : mail.to));
}

interface Mail {
  readonly subject: string;
  readonly text: string;
}

/** What the newest mail to somebody says, of those whose subject fits. */
export async function readMail(portal: TestPortal, to: string, about = /./): Promise<Mail> {
  await portal.portal.jobs.drain();
  const { items } = (await portal.app.inject({ url: `/v1/demo/mailbox?to=${to}` })).json();
  const found = (items as Mail[]).find(({ subject }) => about.test(subject));
  return found ?? { subject: "", text: "" };
}

export async function countOf(portal: TestPortal, table: string): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from ${sql.table(table)}`.execute(portal.owner);
  return rows[0]?.count ?? -1;
}
