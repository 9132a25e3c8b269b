/** Whose names stand on the desk. */
import { fullName, listPeople } from "../../identity/index.ts";
import type { Query } from "../../platform/database.ts";
import type { CareRequest } from "../queue.store.ts";

export interface Agent {
  /** Null: a program, or the portal itself. */
  readonly personId: string | null;
  readonly name: string;
}

/** A request with its people by name. */
export interface DeskItem extends Omit<CareRequest, "claimedBy" | "decidedBy"> {
  readonly claimedBy: Agent | null;
  readonly decidedBy: Agent | null;
}

export type Names = ReadonlyMap<string, string>;

export async function namesOf(query: Query, ids: readonly (string | null)[]): Promise<Names> {
  const known = ids.filter((id): id is string => id?.startsWith("person_") === true);
  const people = await listPeople(query, [...new Set(known)]);
  return new Map(people.map((person) => [person.id, fullName(person) || person.email]));
}

export function agentOf(id: string | null, names: Names): Agent | null {
  if (id === null) return null;
  const name = names.get(id);
  return name === undefined ? { personId: null, name: "" } : { personId: id, name };
}

export async function itemsOf(query: Query, requests: readonly CareRequest[]): Promise<DeskItem[]> {
  const names = await namesOf(
    query,
    requests.flatMap(({ claimedBy, decidedBy }) => [claimedBy, decidedBy]),
  );
  return requests.map((request) => ({
    ...request,
    claimedBy: agentOf(request.claimedBy, names),
    decidedBy: agentOf(request.decidedBy, names),
  }));
}

export async function itemOf(query: Query, request: CareRequest): Promise<DeskItem> {
  const [item] = await itemsOf(query, [request]);
  if (item === undefined) throw new Error("a request without itself");
  return item;
}
