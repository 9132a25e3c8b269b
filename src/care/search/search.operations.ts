/**
 * Sites, people and requests by any of their numbers, by names in any script, by address.
 *
 * Whoever may not disclose a site's data (DOMAIN §1.6, BR-54) finds a site by its own number alone and a person by the
 * whole address: a search must not tell what the role may not.
 */
import { authorizeVendor } from "../../access/index.ts";
import { parseCustomerNumber, parseSiteNumber } from "../../agreements/index.ts";
import { fullName } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { parseAddress } from "../../platform/mail/address.ts";
import { listCareRequests } from "../desk/desk.store.ts";
import { type DeskItem, itemsOf } from "../desk/names.operations.ts";
import { desksOf, folded, wordsOf } from "../queue.rules.ts";
import { mayDisclose, staffRoleOf } from "../rights.operations.ts";
import {
  type FoundPerson,
  type FoundSite,
  findPersonByKey,
  findSiteByItsNumber,
  searchPeople,
  searchSites,
  type Typed,
} from "./search.store.ts";

const MOST = 20;

/** An agent asks often; a script that reads out the directory is slowed. */
const SEARCHES = { most: 300, seconds: 300 };

export interface FoundPersonLine extends Omit<FoundPerson, "givenName" | "familyName" | "language"> {
  readonly name: string;
}

export interface Findings {
  readonly sites: readonly FoundSite[];
  readonly people: readonly FoundPersonLine[];
  readonly requests: readonly DeskItem[];
  /** Some of the three has more than is shown. */
  readonly hasMore: boolean;
}

export async function search(context: Context, q: string): Promise<Findings> {
  const typed = typedOf(q);
  const { actor } = context;
  if (actor.kind === "person") await spend(context.db, `care-search ${actor.personId}`, SEARCHES);
  return authorizeVendor(context, "care.read", async (scope) => {
    if (typed.words.length === 0) return { sites: [], people: [], requests: [], hasMore: false };
    const isWide = mayDisclose(context);
    const sites = isWide
      ? await searchSites(scope, typed, MOST)
      : await findSiteByItsNumber(scope, typed.siteNumber);
    const people = isWide
      ? await searchPeople(scope, typed, MOST)
      : await findPersonByKey(scope, typed.emailKey);
    const requests = await listCareRequests(scope, {
      ...typed,
      teams: desksOf(staffRoleOf(context)).sees,
      state: "all",
      me: null,
      sort: "-openedAt",
      after: null,
      limit: MOST,
    });
    const found = {
      sites: sites.slice(0, MOST),
      people: people.slice(0, MOST).map(lineOf),
      requests: await itemsOf(scope.query, requests.slice(0, MOST)),
      hasMore: [sites, people, requests].some(({ length }) => length > MOST),
    };
    const facts = {
      sites: found.sites.map(({ siteId }) => siteId),
      people: found.people.map(({ personId }) => personId),
    };
    await emit(scope.query, context, { name: "directory.searched", facts });
    return found;
  });
}

function typedOf(q: string): Typed {
  return {
    words: wordsOf(q),
    siteNumber: parseSiteNumber(q),
    customerNumber: parseCustomerNumber(q),
    code: folded(q).toUpperCase(),
    emailKey: parseAddress(folded(q))?.key,
  };
}

function lineOf({ givenName, familyName, language, ...person }: FoundPerson): FoundPersonLine {
  return { ...person, name: fullName({ givenName, familyName, language }) };
}
