/** What the desk takes and answers: the shapes of its API. */
import { z } from "zod";
import { STAFF_ROLES } from "../../access/index.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { CARE_KINDS, TEAMS } from "../queue.rules.ts";

const MOST = 4000;

/** What an agent writes: lines of text, with nothing in it that no text holds. */
export const WrittenText = z
  .string()
  .max(MOST, "text_too_long")
  .refine((text) => text.isWellFormed() && !/(?![\n\r\t])\p{Cc}/u.test(text), "text_not_allowed")
  .transform((text) => text.normalize("NFC").replaceAll("\r\n", "\n").trim());

export const NoteText = WrittenText.refine((text) => text !== "", "required");

export const DecisionBody = z.strictObject({
  outcome: z.string().min(1).max(40),
  reason: WrittenText.nullable().optional(),
  fields: z.record(z.string().max(60), z.string().max(MOST)).optional(),
});

export const HandOverBody = z.strictObject({
  team: z.enum(TEAMS, "desk_unknown").optional(),
  personId: z.string().max(100).optional(),
  note: NoteText,
});

const AgentReply = z
  .object({
    personId: z.string().nullable().describe("Null: a program, or the portal itself"),
    name: z.string(),
  })
  .meta({ id: "CareAgent" });

export const CareRequestReply = z
  .object({
    id: z.string(),
    kind: z.enum(CARE_KINDS),
    team: z.enum(TEAMS),
    subjectId: z.string(),
    siteId: z.string().nullable(),
    siteNumber: z.string().nullable().describe("As it was stated; it may be nobody's"),
    personId: z.string().nullable(),
    requesterName: z.string(),
    requesterEmail: z.string().nullable(),
    country: z.string().nullable(),
    language: z.enum(LANGUAGES),
    state: z.enum(["open", "decided", "withdrawn"]),
    openedAt: z.string(),
    dueAt: z.string(),
    isOverdue: z.boolean(),
    claimedBy: AgentReply.nullable(),
    claimedAt: z.string().nullable(),
    decidedBy: AgentReply.nullable(),
    decidedAt: z.string().nullable(),
    outcome: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: "CareRequest" });

export const NoteReply = z
  .object({ id: z.string(), author: AgentReply, text: z.string(), writtenAt: z.string() })
  .meta({ id: "CareNote" });

const FieldReply = z.object({
  name: z.string(),
  label: z.string(),
  hint: z.string().nullable(),
  kind: z.enum(["text", "checkbox", "choice"]),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
  isRequired: z.boolean(),
});

export const CareRequestInFullReply = CareRequestReply.extend({
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  comparisons: z.array(
    z.object({
      label: z.string(),
      stated: z.string().nullable(),
      registered: z.string().nullable(),
      verdict: z.enum(["same", "near", "differs", "absent"]),
    }),
  ),
  outcomes: z.array(
    z.object({
      outcome: z.string(),
      label: z.string(),
      needsReason: z.boolean(),
      refusedBecause: z.string().nullable(),
      fields: z.array(FieldReply),
    }),
  ),
  desks: z.array(z.enum(TEAMS)).describe("The other desks that it may be handed to"),
  agents: z
    .array(z.object({ personId: z.string(), name: z.string(), role: z.enum(STAFF_ROLES) }))
    .describe("The other agents that it may be handed to"),
  templates: z
    .array(z.object({ id: z.string(), outcome: z.string(), title: z.string(), text: z.string() }))
    .describe("Ready reasons: their titles in the caller's language, their texts in the requester's"),
  notes: z.array(NoteReply),
  history: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      agent: AgentReply.nullable(),
      facts: z.record(z.string(), z.unknown()),
      at: z.string(),
    }),
  ),
}).meta({ id: "CareRequestInFull" });
