/** The history of a site, as its people may see it: all of it for those who manage access, their own for the others. */
import { authorize, holds, type MemberScope, personOf } from "../access/index.ts";
import { timeZoneOf } from "../agreements/index.ts";
import { listContacts } from "../identity/index.ts";
import type { Context } from "../platform/context.ts";
import type { Query } from "../platform/database.ts";
import type { Instant } from "../platform/dates.ts";
import { spend } from "../platform/http/limits.ts";
import { eachPage, type Listed, pageOf } from "../platform/http/lists.ts";
import { type Place, readPlace, writePlace } from "../platform/http/place.ts";
import type { SheetFormat } from "../platform/sheets/columns.ts";
import { checkLength, MOST_ROWS } from "../platform/sheets/sheet.ts";
import { countSiteEvents, listSiteEvents, type SiteEvent } from "./store.ts";
import { sentenceOf } from "./texts.ts";

export interface HistoryAsked {
  readonly siteId: string;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface PastEvent {
  readonly id: string;
  readonly name: string;
  readonly at: Instant;
  /** Of a person: the name, or null when it is no longer known. Staff and programs of the vendor are the vendor. */
  readonly actor: { readonly kind: "person" | "vendor" | "portal" | "visitor"; readonly name: string | null };
  /** What happened, in the reader's language. */
  readonly text: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Where a person of the site did it from. */
  readonly address: string | null;
}

export interface History extends Listed<PastEvent> {
  /** False: only the reader's own. */
  readonly isWhole: boolean;
  /** The site's: its instants are shown in it. */
  readonly timeZone: string;
}

export async function readHistory(
  context: Context,
  { siteId, after, limit }: HistoryAsked,
): Promise<History> {
  const { secrets } = context.portal;
  return authorize(context, "history.read", siteId, async (scope) => {
    const personId = seenBy(scope);
    const list = `history ${siteId} ${personId ?? ""}`;
    const place = readPlace(secrets, list, after);
    const { items, end } = await readPage(scope, context, { after: place, limit });
    const next = end === null ? null : writePlace(secrets, list, end);
    return { items, next, limit, isWhole: personId === null, timeZone: timeZoneOf(scope.country) };
  });
}

const SHEET_PAGE = 2000;

/** A sheet costs what many pages cost. */
const SHEETS = { most: 30, seconds: 60 };

/** The whole history that the person may see, page by page; the right to it is looked at again for each page. */
export async function exportHistory(context: Context, siteId: string, format: SheetFormat) {
  await spend(context.db, `sheet ${personOf(context)}`, SHEETS);
  const most = MOST_ROWS[format] + 1;
  checkLength(
    format,
    await authorize(context, "history.read", siteId, (scope) => countSiteEvents(scope, seenBy(scope), most)),
  );
  return eachPage((after) =>
    authorize(context, "history.read", siteId, (scope) =>
      readPage(scope, context, { after, limit: SHEET_PAGE }),
    ),
  );
}

/** Whose events a member sees: null for everybody's. */
function seenBy({ grant, personId }: MemberScope): string | null {
  return holds(grant, "manageAccess", "view") ? null : personId;
}

async function readPage(scope: MemberScope, context: Context, page: { after: Place | null; limit: number }) {
  const rows = await listSiteEvents(scope, { ...page, personId: seenBy(scope) });
  const { items, end } = pageOf(rows, page.limit, ({ position, id }) => ({ value: String(position), id }));
  const names = await namesOf(scope.query, items);
  return { items: items.map((event) => pastEvent(event, names, context)), end };
}

/** A page names few people. */
async function namesOf(query: Query, events: readonly SiteEvent[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(events.flatMap(({ actor }) => (actor.kind === "person" ? [actor.personId] : [])));
  const names = new Map<string, string>();
  for (const id of ids) {
    const [contact] = await listContacts(query, [id]);
    if (contact !== undefined) names.set(id, contact.name);
  }
  return names;
}

function pastEvent(event: SiteEvent, names: ReadonlyMap<string, string>, { language }: Context): PastEvent {
  const { id, name, at, facts, address } = event;
  const actor = actorOf(event, names);
  const isPersons = actor.kind === "person";
  return {
    id,
    name,
    at,
    actor,
    facts,
    text: sentenceOf(event, language),
    address: isPersons ? address : null,
  };
}

function actorOf({ actor }: SiteEvent, names: ReadonlyMap<string, string>): PastEvent["actor"] {
  if (actor.kind === "visitor") return { kind: "visitor", name: null };
  if (actor.kind === "system") return { kind: "portal", name: null };
  const isVendor = actor.kind === "program" || actor.staffRole !== null || actor.view !== undefined;
  if (isVendor) return { kind: "vendor", name: null };
  return { kind: "person", name: names.get(actor.personId) ?? null };
}
