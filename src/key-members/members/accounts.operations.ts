/** A person's own Key Center: the accounts, what waits there, and whom to ask at sites where he is not in it. */
import { asPortal, listKeyHelpers, personOf, siteScopeOf } from "../../access/index.ts";
import { longSiteNumber, readMySites } from "../../agreements/index.ts";
import type { Contact } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { countWaiting } from "../decisions/store.ts";
import { countNewMembers, type KeySite, listKeyAccounts } from "../store.ts";

export interface MyAccount extends KeySite {
  readonly longNumber: string;
  /** For an administrator: who waits for a decision, and who came since the last look; 0 for a user. */
  readonly waiting: number;
  readonly newcomers: number;
}

export async function readMyAccounts(context: Context): Promise<MyAccount[]> {
  const personId = personOf(context);
  return asPortal(context, async (vendor) => {
    const accounts: MyAccount[] = [];
    for (const row of await listKeyAccounts(vendor, personId)) {
      if (!isWithinView(context, row.siteId)) continue;
      const scope = siteScopeOf(vendor, row.siteId);
      const isAdministrator = row.role === "administrator";
      const waiting = isAdministrator ? await countWaiting(scope, personId) : 0;
      const newcomers = isAdministrator ? await countNewMembers(scope, personId) : 0;
      accounts.push({ ...row, longNumber: longSiteNumber(row.number), waiting, newcomers });
    }
    return accounts;
  });
}

export interface Unjoined {
  readonly siteId: string;
  readonly name: string;
  readonly longNumber: string;
  /** Whoever can let the reader in. */
  readonly helpers: readonly Contact[];
}

/** The sites to which the reader has access, without being in their Key Center: whom to ask there. Source: BR-94. */
export async function readUnjoined(context: Context, accounts: readonly MyAccount[]): Promise<Unjoined[]> {
  const joined = new Set(accounts.map(({ siteId }) => siteId));
  const sites = (await readMySites(context)).filter(({ siteId }) => !joined.has(siteId));
  return asPortal(context, async ({ query }) => {
    const unjoined: Unjoined[] = [];
    for (const { siteId, name, number } of sites) {
      const helpers = await listKeyHelpers(query, siteId);
      unjoined.push({ siteId, name, longNumber: longSiteNumber(number), helpers });
    }
    return unjoined;
  });
}

/** The vendor, seeing one site as a member does, learns nothing of the member's other sites; a token sees its own. */
function isWithinView({ actor }: Context, siteId: string): boolean {
  if (actor.kind !== "person") return false;
  const limits = actor.token ?? actor.view;
  return limits === undefined || limits.siteId === siteId;
}
