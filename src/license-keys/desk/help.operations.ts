/** Getting and returning keys for a site, with a ticket that it sees. Source: BAR 64. */
import { authorizeVendor } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { invalid } from "../../platform/problem.ts";
import { type FreshFile, writeHostFile } from "../files/documents.ts";
import { upsertHost } from "../hosts/documents.ts";
import type { TypedHost } from "../hosts/host.rules.ts";
import { lockHosts } from "../hosts/store.ts";
import { issueKey } from "../issue/issue.documents.ts";
import { factsOf, readHost } from "../issue/operations.ts";
import { returnWithin } from "../issue/return.operations.ts";
import type { Delivery, Lock } from "../key.data.ts";
import { tellOfHelp } from "./notices.documents.ts";
import { NEED, siteOf } from "./operations.ts";

export interface HelpAsked {
  readonly siteId: string;
  readonly lineId: string;
  readonly quantity: number;
  readonly delivery: Delivery;
  readonly lock?: Lock | undefined;
  readonly host?: TypedHost | undefined;
  readonly version?: string | undefined;
  /** Of the call: the site sees it in its history and in the mail to its key administrators. Source: BAR 64. */
  readonly ticket: string;
}

export interface Helped {
  readonly keyId: string;
  readonly quantity: number;
  /** Null for an online key. Its secret is the site's alone: licence support never sees it. */
  readonly file: FreshFile | null;
}

/** The same pool, the same rules as for the site's own members. */
export async function issueOnBehalf(context: Context, asked: HelpAsked): Promise<Helped> {
  const { siteId, lineId, quantity, delivery, lock = null, version = null, ticket } = asked;
  return authorizeVendor(context, NEED, async (vendor) => {
    if ((delivery === "file") === (asked.host === undefined))
      throw invalid({ host: [delivery === "file" ? "required" : "online_has_no_host"] });
    const typed = asked.host === undefined ? null : readHost(asked.host);
    const { scope, site } = await siteOf(vendor, siteId);
    const host = typed === null ? null : await upsertHost(scope, context, typed);
    if (host !== null) await lockHosts(scope, [host.id]);
    const day = today(context, timeZoneOf(site.country));
    const { key } = await issueKey(scope, context, {
      lineId,
      quantity,
      host,
      lock,
      version,
      today: day,
      ticket,
    });
    const file = host === null ? null : await writeHostFile(scope, context, host.id);
    const facts = factsOf(key, host);
    await tellOfHelp(scope, context, { site, what: "issued", keyId: key.id, facts, ticket });
    await emit(vendor.query, context, { name: "license-key.issued-on-behalf", siteId, facts });
    return { keyId: key.id, quantity, file };
  });
}

export interface HelpReturn {
  readonly siteId: string;
  readonly keyId: string;
  readonly quantity?: number | undefined;
  readonly ticket: string;
}

export async function returnOnBehalf(context: Context, asked: HelpReturn): Promise<Helped> {
  const { siteId, ticket, keyId } = asked;
  return authorizeVendor(context, NEED, async (vendor) => {
    const { scope, site } = await siteOf(vendor, siteId);
    const { facts: told, quantity, file } = await returnWithin(scope, context, asked);
    const facts = { ...told, ticket };
    await tellOfHelp(scope, context, { site, what: "returned", keyId, facts, ticket });
    await emit(vendor.query, context, { name: "license-key.returned-on-behalf", siteId, facts });
    return { keyId, quantity, file };
  });
}
