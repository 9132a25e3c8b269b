/** What an agent reads: the queue of the desks that concern the agent, and one request with everything about it. */
import { authorizeVendor, type StaffRole, type VendorScope } from "../../access/index.ts";
import { parseSiteNumber, recordLooks } from "../../agreements/index.ts";
import { fullName } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { found } from "../../platform/problem.ts";
import { listAgents } from "../../staff/index.ts";
import type { CareDecider, CareView } from "../deciders.documents.ts";
import {
  type CareKind,
  decidingPermission,
  desksOf,
  desksThatTake,
  rolesAt,
  type Team,
  wordsOf,
} from "../queue.rules.ts";
import { type CareRequest, findCareRequest } from "../queue.store.ts";
import { mayAtDesk, mayDisclose, staffRoleOf } from "../rights.operations.ts";
import { type Offered, templatesFor } from "../templates/templates.rules.ts";
import {
  findProgramOf,
  listCareEvents,
  listCareRequests,
  listNotes,
  type QueueOrder,
  type QueueQuestion,
} from "./desk.store.ts";
import { type Agent, agentOf, type DeskItem, itemOf, itemsOf, namesOf } from "./names.operations.ts";

export interface QueueAsked {
  readonly team?: Team | undefined;
  readonly kind?: CareKind | undefined;
  readonly state: QueueQuestion["state"];
  readonly claimed?: QueueQuestion["claimed"];
  readonly q?: string | undefined;
  readonly sort: QueueOrder;
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function readQueue(context: Context, asked: QueueAsked): Promise<Listed<DeskItem>> {
  const { secrets } = context.portal;
  const { team, kind, state, claimed, q = "", sort, limit } = asked;
  const list = `care-requests ${sort}`;
  const after = readPlace(secrets, list, asked.after);
  return authorizeVendor(context, "care.read", async (scope) => {
    const teams = desksOf(staffRoleOf(context)).sees.filter((each) => team === undefined || each === team);
    const me = context.actor.kind === "person" ? context.actor.personId : null;
    const typed = { words: wordsOf(q), siteNumber: parseSiteNumber(q) };
    const rows = await listCareRequests(scope, {
      ...typed,
      teams,
      kind,
      state,
      claimed,
      me,
      sort,
      after,
      limit,
    });
    const placeOf = ({ id, dueAt, openedAt }: CareRequest) => ({
      value: sort.endsWith("dueAt") ? dueAt : openedAt,
      id,
    });
    const { items, end } = pageOf(rows, limit, placeOf);
    const next = end === null ? null : writePlace(secrets, list, end);
    return { items: await itemsOf(scope.query, items), next, limit };
  });
}

export interface Noted {
  readonly id: string;
  readonly author: Agent;
  readonly text: string;
  readonly writtenAt: string;
}

export interface Step {
  readonly id: string;
  readonly name: string;
  readonly agent: Agent | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly at: string;
}

export interface RequestInFull {
  readonly request: DeskItem;
  readonly view: CareView;
  readonly notes: readonly Noted[];
  readonly history: readonly Step[];
  readonly templates: readonly Offered[];
  /** The other desks that it may be handed to. */
  readonly desks: readonly Team[];
  /** The other agents that it may be handed to. */
  readonly agents: readonly { readonly personId: string; readonly name: string; readonly role: StaffRole }[];
}

const NOTHING: CareView = { facts: [], comparisons: [], outcomes: [] };

/** The registered data beside what was stated: a look at a customer's data, so it is in the site's history. */
export async function readCareRequest(
  context: Context,
  deciders: readonly CareDecider[],
  id: string,
): Promise<RequestInFull> {
  return authorizeVendor(context, "care.read", async (scope) => {
    const request = await findVisible(scope, context, id);
    const view = await viewOf(scope, context, request, deciders);
    const program = await findProgramOf(scope, request);
    const takers = desksThatTake(request.kind, program);
    const full = {
      request: await itemOf(scope.query, request),
      view,
      templates: templatesFor({
        kind: request.kind,
        outcomes: view.outcomes.map(({ outcome }) => outcome),
        agent: context.language,
        requester: request.language,
      }),
      desks: takers.filter((team) => team !== request.team),
      agents: await agentsAt(scope, context, takers),
      ...(await past(scope, id)),
    };
    const { siteId } = request;
    if (siteId !== null && view !== NOTHING)
      await recordLooks(scope, context, [{ siteId, looked: ["request"], request: id }]);
    return full;
  });
}

/** Whoever may neither decide it nor disclose a site's data sees what was asked, and nothing of what is registered. */
async function viewOf(
  scope: VendorScope,
  context: Context,
  request: CareRequest,
  deciders: readonly CareDecider[],
): Promise<CareView> {
  const decider = deciders.find(({ kind }) => kind === request.kind);
  const mayKnow = mayDisclose(context) || mayAtDesk(context, decidingPermission(request.kind, request.team));
  return decider === undefined || !mayKnow ? NOTHING : decider.describe(context, scope, request);
}

async function agentsAt(scope: VendorScope, { actor }: Context, teams: readonly Team[]) {
  const agents = await listAgents(scope, rolesAt(teams));
  return agents
    .filter(({ personId }) => actor.kind !== "person" || actor.personId !== personId)
    .map(({ personId, role, email, ...person }) => ({ personId, role, name: fullName(person) || email }));
}

async function past(scope: VendorScope, id: string): Promise<Pick<RequestInFull, "notes" | "history">> {
  const notes = await listNotes(scope, id);
  const events = await listCareEvents(scope, id);
  const names = await namesOf(scope.query, [
    ...notes.map(({ authorId }) => authorId),
    ...events.map(({ personId }) => personId),
  ]);
  return {
    notes: notes.map(({ authorId, ...note }) => ({
      ...note,
      author: agentOf(authorId, names) ?? { personId: null, name: "" },
    })),
    history: events.map(({ personId, ...event }) => ({ ...event, agent: agentOf(personId, names) })),
  };
}

/** Another desk's request is no request to this agent. */
export async function findVisible(scope: VendorScope, context: Context, id: string): Promise<CareRequest> {
  const request = found(await findCareRequest(scope, id), "care_request");
  const isSeen = desksOf(staffRoleOf(context)).sees.includes(request.team);
  return found(isSeen ? request : undefined, "care_request");
}
