/** Which keys can go to a host, and why the others cannot. Pure. Source: P-07, DOMAIN §3.22.4. */
import { checkWanted } from "../issue/rules.ts";
import type { Host, KeyScheme, LicenseKey } from "../key.data.ts";
import type { MoveRefusal, RefusalReason } from "./move.data.ts";

export interface Going {
  readonly key: LicenseKey;
  /** How much of it goes. */
  readonly quantity: number;
}

export interface Plan {
  readonly going: readonly Going[];
  readonly refused: readonly MoveRefusal[];
}

export interface Target {
  readonly host: Pick<Host, "id" | "kind">;
  readonly schemes: readonly KeyScheme[];
  /** By key; the whole key when it is not named. */
  readonly quantities: Readonly<Record<string, number>>;
}

/** Every key either goes or says why not. The right that a key gives is no matter: it moves as it is. */
export function planOf(keys: readonly LicenseKey[], target: Target): Plan {
  const judged = keys.map((key) => ({ key, ...judge(key, target) }));
  return {
    going: judged.flatMap(({ key, reason, asked }) =>
      reason === undefined ? [{ key, quantity: asked }] : [],
    ),
    refused: judged.flatMap(({ key, reason, asked, offered }) =>
      reason === undefined ? [] : [refusalOf(key, reason, { offered, quantity: asked })],
    ),
  };
}

interface Judged {
  readonly asked: number;
  readonly reason?: RefusalReason;
  readonly offered?: MoveRefusal["offered"];
}

function judge(key: LicenseKey, { host, schemes, quantities }: Target): Judged {
  const asked = Object.hasOwn(quantities, key.id) ? (quantities[key.id] ?? key.quantity) : key.quantity;
  if (key.delivery === "online") return { asked, reason: "online_key" };
  if (key.kind === "emergency") return { asked, reason: "emergency_key" };
  if (key.hostId === host.id) return { asked, reason: "already_there" };
  if (asked > key.quantity) return { asked, reason: "quantity_exceeds_key" };
  const scheme = schemes.find(({ productCode }) => productCode === key.productCode);
  if (scheme === undefined) return { asked, reason: "no_keys_for_product" };
  const wanted = { delivery: "file", lock: key.lock, hostKind: host.kind, version: null } as const;
  const checked = checkWanted(scheme, wanted);
  if (checked.ok) return { asked };
  const { reason } = checked.refusal;
  if (reason === "version_not_covered" || reason === "key_opens_nothing") return { asked };
  return { asked, reason, offered: "offered" in checked.refusal ? checked.refusal.offered : [] };
}

export function refusalOf(
  { id: keyId, productName, quantity: whole }: LicenseKey,
  reason: RefusalReason,
  {
    offered = [],
    quantity = whole,
  }: { offered?: MoveRefusal["offered"] | undefined; quantity?: number } = {},
): MoveRefusal {
  return { keyId, productName, quantity, reason, offered };
}

/** What keeps a move from being undone now; undefined: nothing. */
export function undoObstacle(
  move: { readonly undoneAt: string | null; readonly undoUntil: string },
  keys: readonly Pick<LicenseKey, "state">[],
  now: Date,
): "move_undone" | "undo_too_late" | "move_changed" | undefined {
  if (move.undoneAt !== null) return "move_undone";
  if (now.getTime() >= Date.parse(move.undoUntil)) return "undo_too_late";
  return keys.some(({ state }) => state !== "issued") ? "move_changed" : undefined;
}
