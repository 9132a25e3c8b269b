import type { Context } from "../platform/context.ts";

/** Who did it, as rows say it: a person, or the name of the program or of the portal's own work. Pure. */
export function actorOf({ actor }: Pick<Context, "actor">): string {
  if (actor.kind === "person") return actor.personId;
  if (actor.kind === "program") return actor.apiKeyId;
  return actor.kind === "system" ? actor.name : "visitor";
}
