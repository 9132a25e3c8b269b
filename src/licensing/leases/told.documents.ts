/** What became of a question for a seat: decided within the transaction, told after it; so a refusal keeps what it wrote. */
import type { Context } from "../../platform/context.ts";
import type { Problem } from "../../platform/problem.ts";
import { deskOf } from "../desk/desk.documents.ts";
import type { KeyFacts } from "../facts.data.ts";
import type { LeaseAnswer } from "./token.documents.ts";

export interface Waiting {
  readonly ticket: string;
  /** 1: the next one. */
  readonly position: number;
  /** Seconds. */
  readonly retryAfter: number;
}

export type Told =
  | { readonly kind: "lease"; readonly answer: LeaseAnswer }
  | { readonly kind: "waiting"; readonly waiting: Waiting }
  | { readonly kind: "refused"; readonly problem: Problem; readonly isSuspect?: boolean };

export type Refusal = Told & { kind: "refused" };

export function refused(problem: Problem): Refusal {
  return { kind: "refused", problem };
}

/** Refusals that tell nothing of sharing are not kept. */
const TELLING = ["no_seats", "wrong_machine", "stale_sequence", "lease_contested"];

export function note(context: Context, facts: KeyFacts, machine: string, told: Told): void {
  const desk = deskOf(context.portal);
  const at = desk.time().now;
  const code = told.kind === "refused" ? told.problem.code : undefined;
  const refusal = code !== undefined && TELLING.includes(code) ? { refusal: code } : {};
  // A refused machine has used nothing; but a copy is a second machine.
  if (told.kind === "refused" && code !== "wrong_machine") desk.note(context, facts, { ...refusal, at });
  else desk.note(context, facts, { machine, ...refusal, at });
}
