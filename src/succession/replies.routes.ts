/** What the API of the primary contact's place answers with. */
import { z } from "zod";
import type { HandOver } from "./hand-over/hand-over.store.ts";
import type { SitePerson } from "./people.store.ts";
import type { Leadership } from "./primary/primary.operations.ts";
import { BECOMES, CAUSES, offerEndsAt } from "./rules.ts";
import { nameOf } from "./tell.operations.ts";
import type { Warning } from "./warnings/watch.store.ts";

export const PersonReply = z.object({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(["primary", "secondary", "user"]),
});

export const HandOverReply = z
  .object({
    id: z.string(),
    fromPersonId: z.string(),
    toPersonId: z.string(),
    becomes: z.enum(BECOMES).describe("What the old primary becomes"),
    state: z.enum(["offered", "accepted", "declined", "withdrawn", "expired"]),
    offeredAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: "HandOver" });

const WarningReply = z.object({ cause: z.enum(CAUSES), since: z.iso.date() });

const ChangeReply = z.object({
  id: z.string(),
  name: z.string(),
  origin: z.enum(["form", "succession"]),
  state: z.enum(["requested", "verified"]),
  askedAt: z.iso.datetime(),
});

export const PrimaryReply = z
  .object({
    primary: PersonReply.nullable().describe("Null: the place is vacant"),
    handOver: HandOverReply.nullable().describe("The offer that stands, for those whom it concerns"),
    successors: z.array(PersonReply).nullable().describe("In order; null for those who may not see them"),
    warnings: z.array(WarningReply).nullable().describe("What endangers the site"),
    change: ChangeReply.nullable().describe("A claim or take-over that the primary may object to"),
    may: z.object({ handOver: z.boolean(), answer: z.boolean(), claim: z.boolean(), object: z.boolean() }),
  })
  .meta({ id: "SitePrimary" });

export const SuccessionReply = z.object({
  successors: z.array(PersonReply),
  warnings: z.array(WarningReply),
});

export function personReply(person: SitePerson): z.input<typeof PersonReply> {
  const { personId, email, role } = person;
  return { personId, name: nameOf(person), email, role };
}

export function warningReply({ cause, since }: Warning) {
  return { cause, since };
}

export function handOverReply(handOver: HandOver): z.input<typeof HandOverReply> {
  const { id, fromPerson, toPerson, fromRole, state, offeredAt } = handOver;
  const expiresAt = offerEndsAt(offeredAt).toISOString();
  return {
    id,
    fromPersonId: fromPerson,
    toPersonId: toPerson,
    becomes: fromRole,
    state,
    offeredAt,
    expiresAt,
  };
}

export function primaryReply({ primary, handOver, successors, warnings, change, may }: Leadership) {
  return {
    primary: primary === null ? null : personReply(primary),
    handOver: handOver === null ? null : handOverReply(handOver),
    successors: successors?.map(personReply) ?? null,
    warnings: warnings?.map(warningReply) ?? null,
    change: change === null ? null : changeReply(change),
    may,
  };
}

function changeReply({ id, name, origin, state, askedAt }: NonNullable<Leadership["change"]>) {
  return { id, name, origin, state, askedAt };
}
