/** The API of the primary contact's place: who holds it, who is asked, who comes next, and who left. */
import { z } from "zod";
import { renewSession, requireProof } from "../identity/index.ts";
import { PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { acceptPlace, declinePlace, offerPlace, withdrawOffer } from "./hand-over/hand-over.operations.ts";
import { readPrimary } from "./primary/primary.operations.ts";
import {
  HandOverReply,
  handOverReply,
  PersonReply,
  PrimaryReply,
  personReply,
  primaryReply,
  SuccessionReply,
  warningReply,
} from "./replies.routes.ts";
import { BECOMES, MOST_SUCCESSORS } from "./rules.ts";
import { nameSuccessors, readSuccession } from "./successors/successors.operations.ts";
import { requestTakeOver } from "./take-over/ask.operations.ts";
import { claimPlace, objectToChange } from "./take-over/claim.operations.ts";
import { CONTACT_TYPES } from "./take-over/take-over.rules.ts";

const tags = ["succession"];
const SitePath = z.strictObject({ siteId: PathText });
const OfferPath = z.strictObject({ siteId: PathText, handOverId: PathText });
const ChangePath = z.strictObject({ siteId: PathText, takeOverId: PathText });

const primary = {
  summary: "Who is the primary contact of a site, what is on offer, who comes next, what endangers the site",
  tags,
  params: SitePath,
  response: { 200: PrimaryReply, ...problems(400, 401, 403, 404) },
};

export const OfferBody = z.strictObject({ personId: PathText, becomes: z.enum(BECOMES) });

const offer = {
  summary: "Offer the primary contact's place to a member, who has 14 days to accept",
  tags,
  params: SitePath,
  body: OfferBody,
  response: { 201: HandOverReply, ...problems(400, 401, 403, 404, 409) },
};

const answer = (summary: string) => ({
  summary,
  tags,
  params: OfferPath,
  response: { 200: HandOverReply, ...problems(400, 401, 403, 404, 409) },
});

const succession = {
  summary: "List a site's successors, in the order in which they are asked, and its warnings",
  tags,
  params: SitePath,
  response: { 200: SuccessionReply, ...problems(400, 401, 403, 404) },
};

const naming = {
  summary: "Name the successors, the first to be asked first; an empty list names nobody",
  tags,
  params: SitePath,
  body: z.strictObject({ personIds: z.array(PathText).max(MOST_SUCCESSORS) }),
  response: { 200: z.object({ successors: z.array(PersonReply) }), ...problems(400, 401, 403, 404, 409) },
};

const claim = {
  summary: "Claim the place as the first successor, when the primary contact cannot be reached",
  tags,
  params: SitePath,
  response: { 202: z.object({ id: z.string() }), ...problems(400, 401, 403, 404, 409) },
};

const objection = {
  summary: "Object, as the primary contact, to being replaced",
  tags,
  params: ChangePath,
  response: { 204: z.null(), ...problems(400, 401, 403, 404, 409) },
};

const takeOver = {
  summary: "Tell customer care that a contact has left; the answer is the same for every site number",
  tags,
  body: z.strictObject({
    company: z.string(),
    siteNumber: z.string().nullable().optional().describe("If it is known"),
    customerNumber: z.string().describe("The ICN, six or seven digits"),
    country: z.string().describe("ISO 3166-1, two letters"),
    contactType: z.enum(CONTACT_TYPES),
    romanizedName: z.string().describe("Of the new contact, in Latin letters"),
    email: z.string().describe("Of the new contact"),
    phone: z.string(),
    statement: z.string().describe("That the contact has left, and who says so"),
  }),
  response: {
    201: z.object({ id: z.string(), state: z.literal("requested") }),
    ...problems(400, 401, 403, 429),
  },
};

const START = "/v1/sites/:siteId";

export const successionRoutes: Routes = async (app) => {
  app.get(`${START}/primary`, { schema: primary, config: { needs: "site.read" } }, async (request) =>
    primaryReply(await readPrimary(request.context, request.params.siteId)),
  );

  app.post(
    `${START}/hand-overs`,
    { schema: offer, config: { needs: "primary.hand-over" } },
    async ({ context, params, body }, reply) => {
      await requireProof(context);
      const made = await offerPlace(context, params.siteId, body);
      return reply.code(201).send(handOverReply(made));
    },
  );

  app.post(
    `${START}/hand-overs/:handOverId/acceptance`,
    {
      schema: answer("Accept the place: the caller is the primary contact from now on"),
      config: { needs: "hand-over.answer" },
    },
    async (request, reply) => {
      const { siteId, handOverId } = request.params;
      const accepted = await acceptPlace(request.context, siteId, handOverId);
      await renewSession(request, reply);
      return handOverReply(accepted);
    },
  );

  app.post(
    `${START}/hand-overs/:handOverId/refusal`,
    { schema: answer("Decline the place"), config: { needs: "hand-over.answer" } },
    async ({ context, params: { siteId, handOverId } }) =>
      handOverReply(await declinePlace(context, siteId, handOverId)),
  );

  app.post(
    `${START}/hand-overs/:handOverId/withdrawal`,
    { schema: answer("Take the offer back"), config: { needs: "primary.hand-over" } },
    async ({ context, params: { siteId, handOverId } }) =>
      handOverReply(await withdrawOffer(context, siteId, handOverId)),
  );

  app.get(
    `${START}/successors`,
    { schema: succession, config: { needs: "succession.read" } },
    async ({ context, params }) => {
      const { successors, warnings } = await readSuccession(context, params.siteId);
      return { successors: successors.map(personReply), warnings: warnings.map(warningReply) };
    },
  );

  app.put(
    `${START}/successors`,
    { schema: naming, config: { needs: "succession.update" } },
    async ({ context, params, body }) => {
      const named = await nameSuccessors(context, params.siteId, body.personIds);
      return { successors: named.map(personReply) };
    },
  );

  app.post(
    `${START}/succession-claim`,
    { schema: claim, config: { needs: "hand-over.answer" } },
    async ({ context, params }, reply) => reply.code(202).send(await claimPlace(context, params.siteId)),
  );

  app.post(
    `${START}/take-overs/:takeOverId/objection`,
    { schema: objection, config: { needs: "primary.hand-over" } },
    async ({ context, params: { siteId, takeOverId } }, reply) => {
      await objectToChange(context, siteId, takeOverId);
      return reply.code(204).send(null);
    },
  );

  // The operation reads the body: a refusal names the rule, as the domain's form does.
  app.post(
    "/v1/take-overs",
    { schema: takeOver, attachValidation: true, config: { needs: "person" } },
    async ({ context, body }, reply) => {
      const { id } = await requestTakeOver(context, body);
      return reply.code(201).send({ id, state: "requested" });
    },
  );
};
