/** The one check. It opens the transaction in which the right was seen and the work is done. */
import { type Contact, listContacts } from "../identity/index.ts";
import { type Context, today } from "../platform/context.ts";
import { look, type Query, transaction } from "../platform/database.ts";
import type { LocalDate } from "../platform/dates.ts";
import { emit } from "../platform/events.ts";
import { Problem } from "../platform/problem.ts";
import { Denied, problemOf } from "./denied.authorize.ts";
import { lockSite } from "./grants.store.ts";
import {
  DEFAULT_PRIVILEGES,
  decideAccess,
  type Grant,
  IN_TURN,
  isOfKeys,
  mayHold,
  PERMISSIONS,
  type Permission,
} from "./policy.ts";
import type { MemberScope, SiteScope, VendorScope } from "./scopes.data.ts";
import { isStaffRole, rolesThatMay, STAFF_PERMISSIONS, type VendorPermission } from "./staff.policy.ts";
import {
  findAwaitingSite,
  findGrant,
  findKeyAccess,
  type Grantor,
  type Held,
  listGrantors,
  listKeyAdministrators,
  updateLastSeen,
} from "./store.ts";

/** Runs `work` if the caller may do this at this site: 401, 403 with who can help, or the 404 of a site that is not there. */
export async function authorize<Value>(
  context: Context,
  permission: Permission,
  siteId: string,
  work: (scope: MemberScope) => Promise<Value>,
): Promise<Value> {
  const personId = personOf(context);
  checkLimits(context.actor, permission, siteId);
  try {
    return await transaction(context.db, { siteId, personId }, async (query) => {
      const { seenOn, ...held } = await checkInTurn(query, context, { permission, siteId, personId });
      const value = await work({ siteId, personId, ...held, query } as MemberScope);
      if (isFirstOfDay(context, seenOn))
        await updateLastSeen(query, { siteId, personId, today: today(context) });
      return value;
    });
  } catch (error) {
    if (!(error instanceof Denied)) throw error;
    await recordDenial(context, permission, siteId, error.access);
    throw problemOf(error, permission, siteId);
  }
}

/** Who is signed in, or 401. */
export function personOf({ actor }: Context): string {
  if (actor.kind !== "person") throw new Problem(401, "sign_in_required");
  return actor.personId;
}

/** A token reaches one site and what it lists; a view by the vendor one site, reading. Nothing else exists for them. */
function checkLimits(actor: Context["actor"], permission: Permission, siteId: string): void {
  if (actor.kind !== "person") return;
  const { token, view } = actor;
  if ((token ?? view) === undefined) return;
  if ((token ?? view)?.siteId !== siteId) throw new Problem(404, "site_not_found");
  if (token !== undefined && !token.scopes.includes(permission)) {
    throw new Problem(403, "scope_required", { permission });
  }
  if (view !== undefined && !permission.endsWith(".read")) throw new Problem(403, "view_reads_only");
}

interface Asked {
  readonly permission: Permission;
  readonly siteId: string;
  readonly personId: string;
}

/** Who waited for another's change is checked against what that change left. A stranger waits for nobody. */
async function checkInTurn(query: Query, context: Context, asked: Asked) {
  const held = await check(query, context, asked);
  if (!IN_TURN.includes(asked.permission)) return held;
  await lockSite({ siteId: asked.siteId, query } as SiteScope);
  return check(query, context, asked);
}

/**
 * Noted at the end and without waiting, so that no two who note each other's day wait for one another. What a token or
 * the vendor's view does is not the person's own visit; who only awaits the passcode (undefined) has no grant to note.
 */
function isFirstOfDay(context: Context, seenOn: LocalDate | null | undefined): boolean {
  const { actor } = context;
  const isVisit = actor.kind === "person" && actor.token === undefined && actor.view === undefined;
  return isVisit && seenOn !== undefined && seenOn !== today(context);
}

async function check(query: Query, context: Context, asked: Asked) {
  if (isOfKeys(asked.permission)) return checkKeys(query, context, asked);
  const granted = await findGrant(query, asked.personId, asked.siteId);
  const held = granted ?? (await findInterim(query, asked));
  if (held === undefined) throw new Denied({ kind: "hidden" });
  const { program, country, lastSeenOn, ...grant } = held;
  const seenOn = granted === undefined ? undefined : lastSeenOn;
  const access = decideAccess({ grant, program, permission: asked.permission, today: today(context) });
  if (access.kind === "allowed") return { grant, keyRole: null, country, program, seenOn };
  if (access.kind === "hidden" || access.reason === "program_not_eligible") throw new Denied(access);
  const helpers = await listHelpers(query, asked.siteId, today(context));
  const able = access.reason === "primary_required" ? helpers.slice(0, 1) : helpers; // the primary comes first
  const isGrantable =
    access.reason === "permission_required" &&
    granted !== undefined &&
    mayHold(granted.role, access.privilege);
  throw new Denied(access, able, isGrantable);
}

/** Who is in the Key Center alone: of the site itself this holds nothing. */
const NO_ACCESS: Grant = {
  role: "user",
  softwareAndServices: "none",
  reporting: "none",
  entitlements: "none",
  entitlementAllocation: "none",
  manageAccess: "none",
  contactUpdate: "none",
  accountDocuments: "none",
  validThrough: null,
};

/** The Key Center has members of its own; whoever of the site lacks it is told which administrators let him in (BR-94). */
async function checkKeys(query: Query, context: Context, asked: Asked) {
  const found = await findKeyAccess(query, asked.personId, asked.siteId);
  if (found === undefined) throw new Denied({ kind: "hidden" });
  const { program, country, keyRole } = found;
  const granted = found.grant ?? undefined;
  const day = today(context);
  const access = decideAccess({ grant: granted, keyRole, program, permission: asked.permission, today: day });
  if (access.kind === "hidden") throw new Denied(access);
  if (access.kind === "refused") {
    throw new Denied(access, await listKeyHelpers(query, asked.siteId));
  }
  const { lastSeenOn: seenOn = undefined, ...held } = granted ?? {};
  return { grant: { ...NO_ACCESS, ...held }, keyRole, country, program, seenOn };
}

/** Whom at a site to ask for rights. */
export async function listHelpers(query: Query, siteId: string, today: LocalDate): Promise<Contact[]> {
  return contactsOf(query, await listGrantors(query, siteId, today));
}

/** Who lets others into a site's Key Center. */
export async function listKeyHelpers(query: Query, siteId: string): Promise<Contact[]> {
  return contactsOf(query, await listKeyAdministrators(query, siteId));
}

/** By the address alone as long as the name is nobody's business there. */
async function contactsOf(query: Query, grantors: readonly Grantor[]): Promise<Contact[]> {
  const named = new Set(grantors.flatMap(({ personId, isNameKnown }) => (isNameKnown ? personId : [])));
  const ids = grantors.map(({ personId }) => personId);
  const contacts = await listContacts(query, ids);
  return contacts.map(({ name, email }, at) => ({ name: named.has(ids[at] ?? "") ? name : email, email }));
}

/** A registered contact who has yet to enter the passcode may download, and nothing else. Source: BR-21, BR-22. */
async function findInterim(query: Query, { permission, siteId, personId }: Asked): Promise<Held | undefined> {
  if (PERMISSIONS[permission].service !== "download") return undefined;
  const site = await findAwaitingSite(query, personId, siteId);
  return site && { ...DEFAULT_PRIVILEGES.user, role: "user", validThrough: null, lastSeenOn: null, ...site };
}

/** A refusal at a site is in that site's history; a try at a site that is hidden only in the vendor's. */
async function recordDenial(
  context: Context,
  permission: Permission,
  siteId: string,
  access: Denied["access"],
) {
  const isSeen = access.kind === "refused";
  const reach = isSeen ? { siteId } : {};
  const facts = { permission, ...(isSeen ? { reason: access.reason } : { siteId: siteId.slice(0, 60) }) };
  await transaction(context.db, reach, (query) =>
    emit(query, context, { name: "access.denied", siteId: isSeen ? siteId : null, facts }),
  );
}

/** Runs `work` for the vendor's own people, and for programs whose API key has the permission as a scope. */
export async function authorizeVendor<Value>(
  context: Context,
  permission: VendorPermission,
  work: (scope: VendorScope) => Promise<Value>,
): Promise<Value> {
  const { actor } = context;
  if (actor.kind === "visitor") throw new Problem(401, "sign_in_required");
  if (isWeakStaff(actor)) throw new Problem(403, "second_factor_required", { addAt: "/profile/security" });
  if (!mayAsVendor(actor, permission)) {
    await transaction(context.db, {}, (query) =>
      emit(query, context, { name: "access.denied", facts: { permission } }),
    );
    throw refusalOf(actor, permission);
  }
  return transaction(context.db, { vendor: true }, (query) => work({ query } as VendorScope));
}

/** The vendor's people sign in by a passkey or by two factors, or do nothing as such. Source: BAR 39, ASVS 6.3.3. */
function isWeakStaff(actor: Context["actor"]): boolean {
  return actor.kind === "person" && isStaffRole(actor.staffRole) && actor.isStrong !== true;
}

function mayAsVendor(actor: Context["actor"], permission: VendorPermission): boolean {
  if (actor.kind === "program") return actor.scopes.includes(permission);
  if (actor.kind !== "person") return actor.kind === "system";
  return isStaffRole(actor.staffRole) && STAFF_PERMISSIONS[actor.staffRole].includes(permission);
}

/** What a customer may not know of does not exist for him; a program is told which scope its key lacks. */
function refusalOf(actor: Context["actor"], permission: VendorPermission): Problem {
  if (actor.kind !== "person") return new Problem(403, "scope_required", { permission });
  if (!isStaffRole(actor.staffRole)) return new Problem(404, "page_not_found");
  return new Problem(403, "staff_role_required", {
    permission,
    rule: "DOMAIN 1.6",
    roles: rolesThatMay(permission),
  });
}

/** For the portal's own work, and for flows whose right is proved otherwise: a passcode, a mail token, a check code. */
export async function asPortal<Value>(
  context: Context,
  work: (scope: VendorScope) => Promise<Value>,
): Promise<Value> {
  return transaction(context.db, { vendor: true }, (query) => work({ query } as VendorScope));
}

/** As `asPortal`, for one `select` and nothing else. */
export async function lookAsPortal<Value>(
  context: Context,
  work: (scope: VendorScope) => Promise<Value>,
): Promise<Value> {
  return look(context.db, { vendor: true }, (query) => work({ query } as VendorScope));
}

/** One site, seen from the vendor's side: the same stores serve jobs and staff. */
export function siteScopeOf({ query }: VendorScope, siteId: string): SiteScope {
  return { siteId, query } as SiteScope;
}
