/**
 * What a module whose matters the desk decides tells the desk: what the agent sees, and what may be decided.
 *
 * The desk knows no module that comes after it: the root hands it one decider for each kind. Pure: shapes only.
 */
import type { VendorScope } from "../access/index.ts";
import type { Context } from "../platform/context.ts";
import type { CareKind } from "./queue.rules.ts";
import type { CareRequest } from "./queue.store.ts";

/** One field as it was stated and as it is registered, side by side. */
export interface Comparison {
  /** In the agent's language. */
  readonly label: string;
  readonly stated: string | null;
  readonly registered: string | null;
  readonly verdict: "same" | "near" | "differs" | "absent";
}

/** One more thing that a decision asks of the agent. */
export interface DecisionField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: "text" | "checkbox" | "choice";
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly isRequired: boolean;
}

export interface Outcome {
  /** The word in the API, such as "approve". */
  readonly outcome: string;
  /** On its button, in the agent's language. */
  readonly label: string;
  readonly tone: "primary" | "plain" | "danger";
  /** A reason is mandatory; the requester reads it. */
  readonly needsReason: boolean;
  readonly fields: readonly DecisionField[];
  /** Why it cannot be chosen now, in the agent's language; absent when it can. */
  readonly refusedBecause?: string;
}

export interface CareView {
  /** Facts of the matter, label and value, in the agent's language. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly comparisons: readonly Comparison[];
  readonly outcomes: readonly Outcome[];
}

export interface CareDecision {
  readonly outcome: string;
  readonly reason: string | null;
  /** What the outcome's fields hold. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface CareDecider {
  readonly kind: CareKind;
  /** What the agent sees. Read in the agent's transaction. */
  readonly describe: (context: Context, scope: VendorScope, request: CareRequest) => Promise<CareView>;
  /**
   * Does it, in the transaction in which the desk closes the request: changes its own rows by conditional statements,
   * queues its mails, emits its event. Throws a Problem when it may not be, and the request stays open.
   * `stays-open` when another agent still has to confirm.
   */
  readonly decide: (
    context: Context,
    scope: VendorScope,
    request: CareRequest,
    decision: CareDecision,
  ) => Promise<"closed" | "stays-open">;
}
