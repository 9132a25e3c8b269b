/** What a verifier answers. The codes are stable: programs and translations may hang on them. */

/** What can be wrong with a text as it stands, before anybody asks what it is for. */
export type ReadCode = "bad_format" | "unknown_key" | "bad_signature" | "wrong_purpose" | "compromised_key";

/** What can be wrong with a genuine file here and now. */
export type CheckCode =
  | "not_yet"
  | "clock_rolled_back"
  | "older_file"
  | "older_list"
  | "wrong_host"
  | "wrong_product"
  | "not_covered"
  | "expired"
  | "revoked";

/** `ok`, or the one reason why not. */
export type LocalCode = "ok" | ReadCode | CheckCode;

/** What the portal says of a key or a seat, beside `ok` (its `valid`); `unreachable`: it is away, and nothing here helps. */
export type PortalCode =
  | "unknown"
  | "not_activated"
  | "lease_required"
  | "license_not_found"
  | "activation_limit"
  | "no_seats"
  | "stale_sequence"
  | "lease_contested"
  | "lease_ended"
  | "wrong_machine"
  | "unreachable"
  | `http_${number}`;

/** A local code or one of the portal's; the portal may learn more. */
export type OnlineCode = LocalCode | PortalCode;

/** A "no": `code` for the program, `detail` the fact behind it for its log: a key's id, a host, an instant, a number. */
export interface Refusal<Code extends string = LocalCode> {
  readonly ok: false;
  readonly code: Exclude<Code, "ok">;
  readonly detail: string;
  readonly key: null;
  readonly until: null;
}

/** What a reader answers: the genuine content, or why there is none. Readers never throw on what they are given. */
export type Read<Value> =
  | { readonly ok: true; readonly code: "ok"; readonly value: Value }
  | Refusal<ReadCode>;

export function refused<Code extends string>(code: Exclude<Code, "ok">, detail: string): Refusal<Code> {
  return { ok: false, code, detail, key: null, until: null };
}
