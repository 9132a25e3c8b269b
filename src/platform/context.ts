import type pg from "pg";
import type { Logger } from "pino";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Database } from "./database.ts";
import { dateOf, type LocalDate } from "./dates.ts";
import type { Jobs } from "./jobs.ts";
import type { KeyRing } from "./key-ring.ts";
import type { Language } from "./language.ts";
import type { Secrets } from "./secrets.ts";

/** What one process of the portal has: made once at its start. */
export interface Portal {
  readonly config: Config;
  readonly db: Database;
  /** The connections beneath `db`, for what Kysely cannot say: COPY. */
  readonly pool: pg.Pool;
  readonly log: Logger;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly jobs: Jobs;
  /** What signs license files and leases, and nothing else. */
  readonly licenseSigning: KeyRing;
}

/** A person's own token narrows what the person may do: one site, and only what is listed. */
export interface TokenLimits {
  readonly tokenId: string;
  readonly siteId: string;
  readonly scopes: readonly string[];
}

/** Somebody of the vendor looks at one site as this person does: reading only, until then. */
export interface ViewBy {
  readonly viewId: string;
  readonly siteId: string;
  readonly staffPersonId: string;
  readonly until: string;
}

/** Who asks. A program holds an API key and its scopes; `system` is the portal itself, in a job. */
export type Actor =
  | { readonly kind: "visitor" }
  | {
      readonly kind: "person";
      readonly personId: string;
      /** Of somebody who works for the vendor: one of the roles of `access/policy.ts`. */
      readonly staffRole: string | null;
      /** Signed in by a passkey or by two factors. */
      readonly isStrong?: boolean;
      readonly sessionId?: string;
      readonly token?: TokenLimits;
      readonly view?: ViewBy;
    }
  | { readonly kind: "program"; readonly apiKeyId: string; readonly scopes: readonly string[] }
  | { readonly kind: "system"; readonly name: string };

export interface Person {
  readonly name: string;
  readonly email: string;
  /** ISO 3166 code. */
  readonly country: string;
  readonly language: Language;
}

/** Who asks, of which portal, when, and in which language. Made once per request, job or command. */
export interface Context {
  readonly portal: Portal;
  readonly db: Database;
  readonly actor: Actor;
  /** Who is signed in, as pages and mails name them; null for visitors, programs and the portal itself. */
  readonly person: Person | null;
  readonly now: Date;
  readonly language: Language;
  /** Found again in the log, in the answer and in the events. */
  readonly requestId: string;
  /** The caller's network address, or null within the portal. */
  readonly address: string | null;
}

/** Today in a time zone; UTC when none is named. */
export function today(context: { readonly now: Date }, timeZone?: string): LocalDate {
  return dateOf(context.now, timeZone);
}

/** The context in which the portal itself works. */
export function systemContext(portal: Portal, name: string): Context {
  const now = portal.clock.now();
  const actor = { kind: "system", name } as const;
  return {
    portal,
    db: portal.db,
    actor,
    person: null,
    now,
    language: "en",
    requestId: `${name}-${now.getTime()}`,
    address: null,
  };
}
