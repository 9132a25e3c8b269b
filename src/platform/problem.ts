import type { Result } from "./result.ts";

export type Status =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 409
  | 410
  | 413
  | 415
  | 416
  | 421
  | 422
  | 429
  | 431
  | 500
  | 503;

/** The only error thrown on purpose. Rendered as RFC 9457 problem details; anything else is a 500. */
export class Problem extends Error {
  readonly status: Status;
  /** A stable snake_case claim, such as `quantity_exceeds_available`. Its texts are in the module's `texts/`. */
  readonly code: string;
  /** What a person needs to know of it. Goes into the answer as it is. */
  readonly facts: Record<string, unknown>;

  constructor(status: Status, code: string, facts: Record<string, unknown> = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.facts = facts;
  }
}

/** The row, or a 404 that names what is missing. */
export function found<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw new Problem(404, `${what}_not_found`);
  return row;
}

/** The accepted value, or a 409 (or the status that is named) that carries the rule's own reason and facts. */
export function accepted<Value>(
  result: Result<Value, { readonly reason: string }>,
  status: Status = 409,
): Value {
  if (result.ok) return result.value;
  const { reason, ...facts } = result.refusal;
  throw new Problem(status, reason, facts);
}

/** A 400 that names each wrong field with the codes of what is wrong with it. */
export function invalid(fields: Record<string, readonly string[]>): Problem {
  return new Problem(400, "invalid_request", { fields });
}
