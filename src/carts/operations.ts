/** Looking at one's cart at a site, and changing it. A cart is its person's own; the site's history tells what is ordered. */
import { authorize, type MemberScope } from "../access/index.ts";
import { findSiteFacts } from "../agreements/index.ts";
import { listParts } from "../catalog/index.ts";
import { findLine } from "../entitlements/index.ts";
import type { Context } from "../platform/context.ts";
import { emit } from "../platform/events.ts";
import { newId } from "../platform/id.ts";
import { found, invalid, Problem } from "../platform/problem.ts";
import { amountTooLarge } from "../purchases/index.ts";
import { type ShownCart, showMine } from "./cart.documents.ts";
import { continuingLine } from "./continuing.documents.ts";
import { isLicenseFor } from "./licenses.documents.ts";
import {
  addUnits,
  deleteCartLine,
  type HeldCart,
  insertCart,
  insertContinuing,
  listCartLines,
  MOST_UNITS,
  updateRevision,
  updateUnits,
} from "./store.ts";

/** As many lines as one order can be looked over. */
export const MOST_LINES = 200;

export async function readCart(context: Context, siteId: string): Promise<ShownCart> {
  return authorize(context, "cart.read", siteId, (scope) => showMine(scope, context));
}

export type Added = { readonly partNumber: string; readonly quantity: number } | { readonly lineId: string };

/** A new license by its part number; or what continues a line that the site has, whichever holds today. */
export async function addToCart(context: Context, siteId: string, added: Added): Promise<ShownCart> {
  return change(context, siteId, async (scope, held) => {
    if ("lineId" in added) await addContinuing(scope, context, held, added.lineId);
    else await addLicense(scope, context, held, added);
  });
}

/** Holds the cart, changes it, and shows what it is then. */
async function change(
  context: Context,
  siteId: string,
  work: (scope: MemberScope, held: HeldCart) => Promise<void>,
): Promise<ShownCart> {
  return authorize(context, "cart.update", siteId, async (scope) => {
    const { personId } = scope;
    await insertCart(scope, { id: newId("cart", context.now), personId, at: context.now });
    const held = found(await updateRevision(scope, { personId, at: context.now }), "cart_line");
    await work(scope, held);
    const lines = await listCartLines(scope, held.id);
    if (lines.length > MOST_LINES) throw new Problem(409, "cart_full", { most: MOST_LINES });
    const shown = await showMine(scope, context);
    const facts = { siteId, revision: held.revision, lineCount: lines.length };
    await emit(scope.query, context, { name: "cart.changed", personId, facts });
    return shown;
  });
}

async function addLicense(
  scope: MemberScope,
  context: Context,
  held: HeldCart,
  { partNumber, quantity }: Extract<Added, { partNumber: string }>,
): Promise<void> {
  const site = found(await findSiteFacts(scope), "site");
  const [part] = await listParts(scope.query, [partNumber]);
  const sales = context.portal.config.salesEmail;
  if (!isLicenseFor(part, site)) {
    const reason = part === undefined ? "unknown" : part.kind === "license" ? "other_program" : "no_license";
    const rule = reason === "no_license" ? { rule: "BR-77" } : {};
    throw new Problem(409, "part_not_offered", { part: partNumber, reason, sales, ...rule });
  }
  const line = { id: newId("cline", context.now), cartId: held.id, partNumber, quantity, at: context.now };
  const isKept = await addUnits(scope, { ...line, lineId: null, quoteId: null, quoteVersion: null });
  if (!isKept) throw tooMany();
  const { lines } = await showMine(scope, context);
  const priced = lines.find((each) => each.kind === "license" && each.partNumber === partNumber);
  if (priced?.obstacle === "amount_too_large") throw amountTooLarge(context, { part: partNumber });
  if (priced?.obstacle === "price_not_told")
    throw new Problem(409, "part_not_offered", { part: partNumber, reason: "price_not_told", sales });
}

function tooMany(): Problem {
  const { facts } = invalid({ quantity: ["too_many"] });
  return new Problem(400, "invalid_request", { ...facts, most: MOST_UNITS });
}

async function addContinuing(
  scope: MemberScope,
  context: Context,
  held: HeldCart,
  lineId: string,
): Promise<void> {
  const line = found(await findLine(scope, lineId), "entitlement_line");
  const site = found(await findSiteFacts(scope), "site");
  const continuing = await continuingLine(scope, context, site, line);
  const id = newId("cline", context.now);
  await insertContinuing(scope, { ...continuing, id, cartId: held.id, at: context.now });
}

export interface LineAsked {
  readonly siteId: string;
  readonly id: string;
}

/** A license line's number of units; what is continued is whole (decision 0019). */
export async function changeCartLine(
  context: Context,
  { siteId, id }: LineAsked,
  quantity: number,
): Promise<ShownCart> {
  return change(context, siteId, async (scope, held) => {
    const lines = await listCartLines(scope, held.id);
    const line = found(
      lines.find((each) => each.id === id),
      "cart_line",
    );
    if (line.lineId === null) await updateUnits(scope, { cartId: held.id, id, quantity });
    else if (line.quantity !== quantity) throw wholeLineOnly(line.quantity);
  });
}

function wholeLineOnly(quantity: number): Problem {
  const { facts } = invalid({ quantity: ["whole_quantity_only"] });
  return new Problem(400, "invalid_request", { ...facts, rule: "decision 0019", quantity });
}

export async function removeCartLine(context: Context, { siteId, id }: LineAsked): Promise<ShownCart> {
  return change(context, siteId, async (scope, held) => {
    if (!(await deleteCartLine(scope, { cartId: held.id, id })))
      throw new Problem(404, "cart_line_not_found");
  });
}

/** Takes the lapsed lines of the same product in place of a new license. Source: DOMAIN §3.20.3. */
export async function swapCartLine(context: Context, { siteId, id }: LineAsked): Promise<ShownCart> {
  return change(context, siteId, async (scope, held) => {
    const { lines, swaps } = await showMine(scope, context);
    if (!lines.some((line) => line.id === id)) throw new Problem(404, "cart_line_not_found");
    const swap = swaps.find((each) => each.id === id);
    if (swap === undefined) throw new Problem(409, "no_cheaper_way");
    await deleteCartLine(scope, { cartId: held.id, id });
    for (const lineId of swap.lineIds) await addContinuing(scope, context, held, lineId);
  });
}
