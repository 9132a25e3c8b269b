/** Who leads a site, what stands open about the place, and what the reader may do about it. */
import { authorize, decideAccess, type MemberScope, type Permission } from "../../access/index.ts";
import { findSiteFacts } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { found } from "../../platform/problem.ts";
import { findOpenHandOver, type HandOver } from "../hand-over/hand-over.store.ts";
import { findMember, findPrimary, listHeirs, listSuccessors, type SitePerson } from "../people.store.ts";
import { isUrgent, offersEndedBy } from "../rules.ts";
import { findOpenChange, type OpenChange } from "../take-over/take-over.store.ts";
import { listWarnings, type Warning } from "../warnings/watch.store.ts";

export interface Leadership {
  readonly site: { readonly siteId: string; readonly number: string; readonly country: string };
  /** Null: the place is vacant. */
  readonly primary: SitePerson | null;
  /** Seen by the two whom it concerns and by those who manage access. */
  readonly handOver: (HandOver & { readonly heir: SitePerson | null }) | null;
  /** Null for those who may not see who manages access. */
  readonly successors: readonly SitePerson[] | null;
  readonly warnings: readonly Warning[] | null;
  /** A claim, or a request that an agent has verified. */
  readonly change: OpenChange | null;
  readonly may: {
    readonly handOver: boolean;
    readonly answer: boolean;
    readonly claim: boolean;
    readonly object: boolean;
  };
}

export async function readPrimary(context: Context, siteId: string): Promise<Leadership> {
  return authorize(context, "site.read", siteId, async (scope) => {
    const { number, country } = found(await findSiteFacts(scope), "site");
    const primary = (await findPrimary(scope)) ?? null;
    const successors = await listSuccessors(scope, today(context));
    const warnings = await listWarnings(scope);
    const mayManage = may(scope, context, "succession.read");
    const isPrimary = scope.personId === primary?.personId;
    const isFirst = scope.personId === successors[0]?.personId;
    const handOver = await handOverFor(scope, context, mayManage);
    const change = mayManage || isFirst ? ((await findOpenChange(scope)) ?? null) : null;
    const isEndangered = warnings.some(({ cause }) => isUrgent(cause));
    return {
      site: { siteId, number, country },
      primary,
      handOver,
      change,
      successors: mayManage ? successors : null,
      warnings: mayManage ? warnings : null,
      may: {
        handOver: isPrimary,
        answer: handOver?.toPerson === scope.personId,
        claim: isFirst && isEndangered && change === null,
        object: isPrimary && change !== null,
      },
    };
  });
}

async function handOverFor(scope: MemberScope, context: Context, mayManage: boolean) {
  const open = await findOpenHandOver(scope, offersEndedBy(context.now));
  if (open === undefined || !(mayManage || open.toPerson === scope.personId)) return null;
  return { ...open, heir: (await findMember(scope, open.toPerson, today(context))) ?? null };
}

function may({ grant, program }: MemberScope, context: Context, permission: Permission): boolean {
  return decideAccess({ grant, program, permission, today: today(context) }).kind === "allowed";
}

const SHOWN_HEIRS = 200;

/** For the primary's form: to whom the place could be given, and who could come next. */
export async function readHeirs(context: Context, siteId: string): Promise<SitePerson[]> {
  return authorize(context, "primary.hand-over", siteId, (scope) =>
    listHeirs(scope, { today: today(context), limit: SHOWN_HEIRS }),
  );
}
