/** What a person may know of sites: which are theirs, what each offers, and what they may do there. */
import {
  asPortal,
  authorize,
  decideAccess,
  findKeyRole,
  listHelpers,
  listKeySites,
  listMemberships,
  type MemberScope,
  PERMISSIONS,
  type Permission,
  type Program,
  personOf,
  type Role,
  SERVICES,
  SERVICES_NEEDING_COVERAGE,
  type Service,
} from "../access/index.ts";
import type { Contact } from "../identity/index.ts";
import { type Context, today } from "../platform/context.ts";
import { transaction } from "../platform/database.ts";
import { type Listed, pageOf } from "../platform/http/lists.ts";
import { readPlace, writePlace } from "../platform/http/place.ts";
import { found } from "../platform/problem.ts";
import { reasonWithoutPasscode } from "./documents/documents.rules.ts";
import { emailKeyOf } from "./first-access/passcode.authorize.ts";
import { listClaimableSites, listSitesWithoutPasscode } from "./first-access/passcode.store.ts";
import { decideNextStep, type NextStep, placeOf, type SiteOrder, sitesFrom } from "./session.rules.ts";
import { findSiteFacts, listSiteFacts, listSiteNames, type SiteFacts, type SiteName } from "./store.ts";

export interface MySite extends SiteName {
  readonly role: Role;
}

export interface Session {
  readonly sites: readonly MySite[];
  /** Where this person goes now. */
  readonly next: NextStep;
}

/** The signed-in person's sites, by number, and where the sign-in leads. */
export async function describeSession(context: Context): Promise<Session> {
  const sites = await readMySites(context);
  const claimable = sites.length === 0 && context.person !== null ? await readClaimableSites(context) : [];
  const isNowhere = sites.length === 0 && claimable.length === 0;
  const keySites = isNowhere ? await readMyKeySites(context) : [];
  const counts = { claimableCount: claimable.length, keySiteCount: keySites.length };
  return { sites, next: decideNextStep({ siteCount: sites.length, ...counts }) };
}

export async function readMySites(context: Context): Promise<MySite[]> {
  const personId = personOf(context);
  return transaction(context.db, { personId }, async (query) => {
    const memberships = await listMemberships(query, personId, today(context));
    const seen = memberships.filter(({ siteId }) => isWithinView(context, siteId));
    const roles = new Map(seen.map(({ siteId, role }) => [siteId, role]));
    const names = await listSiteNames(query, [...roles.keys()]);
    return names.flatMap((site) => {
      const role = roles.get(site.siteId);
      return role === undefined ? [] : [{ ...site, role }];
    });
  });
}

/** The sites in whose Key Center the person is. */
async function readMyKeySites(context: Context): Promise<string[]> {
  const personId = personOf(context);
  const siteIds = await asPortal(context, (vendor) => listKeySites(vendor, personId));
  return siteIds.filter((siteId) => isWithinView(context, siteId));
}

/** The site, when the person is in its Key Center: he may be without having access to the site itself. */
export async function findKeySite(context: Context, siteId: string): Promise<SiteName | undefined> {
  const personId = personOf(context);
  return asPortal(context, async ({ query }) => {
    if ((await findKeyRole(query, personId, siteId)) === undefined) return undefined;
    return (await listSiteNames(query, [siteId]))[0];
  });
}

/** The vendor, seeing one site as a member does, learns nothing of the member's other sites. */
function isWithinView({ actor }: Context, siteId: string): boolean {
  return actor.kind !== "person" || actor.view === undefined || actor.view.siteId === siteId;
}

export interface SitesAsked {
  readonly sort: SiteOrder;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** One page of them. A person's sites are few: they are read whole, then sorted and cut. */
export async function listMySites(
  context: Context,
  { sort, after, limit }: SitesAsked,
): Promise<Listed<MySite>> {
  const { secrets } = context.portal;
  const list = `my-sites ${personOf(context)} ${sort}`;
  const place = readPlace(secrets, list, after);
  const rows = sitesFrom(await readMySites(context), sort, place);
  const { items, end } = pageOf(rows, limit, (site) => placeOf(site, sort));
  return { items, next: end === null ? null : writePlace(secrets, list, end), limit };
}

/** The sites that wait for the signed-in person, who is their registered contact and has a passcode; the oldest first. */
export async function readClaimableSites(context: Context) {
  const emailKey = emailKeyOf(context);
  const sites = await asPortal(context, (scope) => listClaimableSites(scope, { emailKey, now: context.now }));
  return sites.filter(({ siteId }) => isWithinView(context, siteId));
}

/** The sites whose registered contact the person is, but that have no passcode, each with the reason. */
export async function readSitesWithoutPasscode(context: Context) {
  const emailKey = emailKeyOf(context);
  const sites = await asPortal(context, async (scope) => {
    const ids = await listSitesWithoutPasscode(scope, emailKey);
    return listSiteFacts(
      scope,
      ids.map(({ siteId }) => siteId),
    );
  });
  return sites.map((site) => ({ number: site.number, name: site.name, reason: reasonWithoutPasscode(site) }));
}

export interface OfferedService {
  readonly service: Service;
  readonly isOffered: boolean;
  /** Also needs subscription and support in force for the product. */
  readonly needsCoverage: boolean;
}

export interface MyPermission {
  readonly permission: Permission;
  readonly isAllowed: boolean;
  readonly reason:
    | "program_not_eligible"
    | "permission_required"
    | "primary_required"
    | "key_membership_required"
    | null;
  /** The rule behind a "no". */
  readonly rule: string | null;
  /** The privilege that is missing, and the least value of it that would do. */
  readonly privilege: string | null;
  readonly needed: string | null;
}

export interface MySiteInFull {
  readonly site: SiteFacts;
  readonly role: Role;
  readonly services: readonly OfferedService[];
  readonly permissions: readonly MyPermission[];
  /** Who can grant what is missing. */
  readonly helpers: readonly Contact[];
}

/** One site: what its program offers and what the person may do there, each "no" with its reason. */
export async function readSite(context: Context, siteId: string): Promise<MySiteInFull> {
  return authorize(context, "site.read", siteId, async (scope) => {
    const site = found(await findSiteFacts(scope), "site");
    const keys = await findKeyRole(scope.query, scope.personId, siteId);
    const permissions = permissionsOf({ ...scope, keyRole: keys?.keyRole ?? null }, site.program, context);
    const isGrantable = permissions.some(({ reason }) => reason === "permission_required");
    const helpers = isGrantable ? await listHelpers(scope.query, siteId, today(context)) : [];
    return { site, role: scope.grant.role, services: servicesOf(site.program), permissions, helpers };
  });
}

/** What is registered of the site: for those who may see its contacts. */
export async function readRegistration(context: Context, siteId: string): Promise<SiteFacts> {
  return authorize(context, "registration.read", siteId, async (scope) =>
    found(await findSiteFacts(scope), "site"),
  );
}

function servicesOf(program: Program): OfferedService[] {
  const services = Object.keys(SERVICES).filter((name): name is Service => name in SERVICES);
  return services.map((service) => ({
    service,
    isOffered: SERVICES[service][program],
    needsCoverage: SERVICES_NEEDING_COVERAGE.includes(service),
  }));
}

function permissionsOf({ grant, keyRole }: MemberScope, program: Program, context: Context): MyPermission[] {
  const names = Object.keys(PERMISSIONS).filter((name): name is Permission => name in PERMISSIONS);
  return names.map((permission) => {
    const access = decideAccess({ grant, keyRole, program, permission, today: today(context) });
    const nothing = { reason: null, rule: null, privilege: null, needed: null };
    if (access.kind !== "refused") return { permission, isAllowed: access.kind === "allowed", ...nothing };
    if (access.reason === "program_not_eligible") {
      return { permission, isAllowed: false, ...nothing, reason: access.reason, rule: "BR-55" };
    }
    if (access.reason === "primary_required") {
      return { permission, isAllowed: false, ...nothing, reason: access.reason, rule: "BR-39" };
    }
    if (access.reason === "key_membership_required") {
      const { reason, needed } = access;
      return { permission, isAllowed: false, ...nothing, reason, rule: "BR-94", needed };
    }
    const { reason, privilege, needed } = access;
    return { permission, isAllowed: false, reason, rule: "BR-44", privilege, needed };
  });
}
