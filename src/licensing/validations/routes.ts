/** The API of validation. */
import { z } from "zod";
import { Day } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { hostText } from "../host.documents.ts";
import { Drawn, Host, Key, Machine } from "../shapes.data.ts";
import { validate } from "./operations.ts";
import { CODES } from "./rules.ts";

const schema = {
  summary: "Ask whether a key lets a program run. `valid: false` is an answer too, never a 4xx",
  tags: ["licensing"],
  body: z.strictObject({
    key: Key,
    product: z.string().min(1).max(100).optional().describe("The program's own product code"),
    version: z.string().min(1).max(40).optional().describe("Of a version-based product"),
    releasedOn: Day.optional().describe("When the running version was released"),
    host: Host.optional(),
    machine: Machine.optional(),
    nonce: Drawn.optional().describe("The answer is signed for this very question"),
  }),
  response: {
    200: z.object({
      valid: z.boolean(),
      code: z.enum(CODES).describe("A stranger's question after a key that has ended is answered `unknown`"),
      detail: z.string(),
      checkedAt: z.string(),
      product: z.string().nullable(),
      productName: z.string().nullable(),
      scheme: z.enum(["date-based", "version-based"]).nullable(),
      version: z.string().nullable(),
      coveredThrough: z.iso.date().nullable(),
      expiresAt: z.string().nullable(),
      lock: z.enum(["node-locked", "floating"]).nullable(),
      quantity: z.int().nullable(),
      inUse: z.int().nullable().describe("Activated machines; null where it was not counted"),
      answer: z.string().nullable().describe("`carnet-answer-v1`, when there was a nonce"),
    }),
    ...problems(400, 415, 429, 503),
  },
};

export const validationRoutes: Routes = async (app) => {
  app.post("/v1/licensing/validations", { schema, config: { needs: "anyone" } }, ({ context, body }) => {
    const { host, ...asked } = body;
    return validate(context, { ...asked, host: host && hostText(host) });
  });
};
