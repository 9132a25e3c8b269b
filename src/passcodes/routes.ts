/** The API of a lost passcode: for the registered contact, and for the desk. */
import { z } from "zod";
import { printReissue, type SiteFacts } from "../agreements/index.ts";
import { ListQuery, listReply, PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { askPasscode, listMyRequests, readConfirmation } from "./operations.ts";
import { readResent, resendPasscode } from "./resend.operations.ts";

const tags = ["passcodes"];
const CHANNELS = ["letter", "fax", "e-mail"] as const;
const Text = z.string().nullable();

const PasscodeRequestReply = z
  .object({
    id: z.string(),
    siteNumber: z.string(),
    siteName: z.string(),
    state: z.enum(["requested", "re-sent", "rejected", "withdrawn"]),
    channel: z.enum(CHANNELS).nullable().describe("By which the new passcode was sent"),
    reason: Text.describe("Why it was rejected"),
    askedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "PasscodeRequest" });

const ask = {
  summary: "Ask for another passcode, as the registered contact who lost it; an open request is found again",
  tags,
  body: z.strictObject({ siteNumber: z.string().max(40) }),
  response: {
    200: PasscodeRequestReply.describe("It was open already"),
    201: PasscodeRequestReply,
    ...problems(400, 401, 404, 429),
  },
};

const mine = {
  summary: "List one's own requests for another passcode, the newest first",
  tags,
  querystring: z.strictObject({ ...ListQuery, sort: z.enum(["-askedAt"]).default("-askedAt") }),
  response: { 200: listReply(PasscodeRequestReply), ...problems(400, 401) },
};

const data = {
  summary: "Read what is registered of the site, to check it before asking for another passcode",
  tags,
  querystring: z.strictObject({ siteNumber: z.string().max(40) }),
  response: {
    200: z.object({
      siteNumber: z.string(),
      company: z.string(),
      siteName: z.string(),
      contact: z.object({ givenName: z.string(), familyName: z.string(), email: Text }),
      address: z.object({ street: Text, city: Text, region: Text, postalCode: Text, country: z.string() }),
      department: Text,
      phone: Text,
      fax: Text,
      openSince: z.iso.datetime().nullable().describe("Since when a request waits already"),
    }),
    ...problems(400, 401, 404, 429),
  },
};

const resent = {
  summary: "List what was issued once more at a site, and the channels that it can be sent by",
  tags,
  params: z.strictObject({ siteId: PathText }),
  response: {
    200: z.object({
      siteNumber: z.string(),
      channels: z.array(z.enum(CHANNELS)).describe("None once somebody has come in"),
      items: z.array(
        z.object({ documentId: z.string(), channel: z.enum(CHANNELS), madeAt: z.iso.datetime() }),
      ),
    }),
    ...problems(400, 401, 403, 404),
  },
};

const resend = {
  summary: "Issue a site's passcode once more and send it to what is registered; the one before it dies",
  tags,
  params: z.strictObject({ siteId: PathText }),
  body: z.strictObject({ channel: z.enum(CHANNELS) }),
  response: {
    201: z.object({ documentId: z.string(), channel: z.enum(CHANNELS) }),
    ...problems(400, 401, 403, 404, 409),
  },
};

const print = {
  summary: "Print the letter or fax with a passcode that was issued once more",
  tags,
  params: z.strictObject({ siteId: PathText, documentId: PathText }),
  response: { 200: z.any().meta({ type: "string", format: "binary" }), ...problems(400, 401, 403, 404) },
};

export const passcodeRoutes: Routes = async (app) => {
  app.post(
    "/v1/passcode-requests",
    { schema: ask, config: { needs: "person" } },
    async ({ context, body }, reply) => {
      const { isNew, country: _, ...asked } = await askPasscode(context, body.siteNumber);
      const open = { ...asked, state: "requested" as const, channel: null, reason: null, endedAt: null };
      return reply.code(isNew ? 201 : 200).send(open);
    },
  );

  app.get(
    "/v1/passcode-requests",
    { schema: mine, config: { needs: "person" } },
    async ({ context, query }) => {
      const page = await listMyRequests(context, query);
      return { ...page, items: page.items.map(({ siteId: _, country: __, ...item }) => item) };
    },
  );

  app.get(
    "/v1/passcode-requests/registered-data",
    { schema: data, config: { needs: "person" } },
    async ({ context, query }) => {
      const { site, openSince } = await readConfirmation(context, query.siteNumber);
      return { ...dataOf(site), openSince };
    },
  );

  app.get(
    "/v1/care/sites/:siteId/passcodes",
    { schema: resent, config: { needs: "passcode.resend" } },
    async ({ context, params }) => {
      const { site, reissues, channels } = await readResent(context, params.siteId);
      const items = reissues.map(({ id, channel, madeAt }) => ({ documentId: id, channel, madeAt }));
      return { siteNumber: site.number, channels, items };
    },
  );

  app.post(
    "/v1/care/sites/:siteId/passcodes",
    { schema: resend, config: { needs: "passcode.resend" } },
    async ({ context, params, body }, reply) =>
      reply.code(201).send(await resendPasscode(context, { ...params, ...body })),
  );

  for (const start of ["/v1", ""]) {
    app.get(
      `${start}/care/sites/:siteId/passcodes/:documentId.pdf`,
      { schema: { ...print, hide: start === "" }, config: { needs: "passcode.resend" } },
      async ({ context, params }, reply) => {
        const pdf = await printReissue(context, params);
        return reply
          .type("application/pdf")
          .header("cache-control", "no-store")
          .header("content-disposition", 'inline; filename="passcode.pdf"')
          .send(Buffer.from(pdf));
      },
    );
  }
};

function dataOf({ number, name, customer, contact, address, country, department, phone, fax }: SiteFacts) {
  const place = { ...address, country };
  return {
    siteNumber: number,
    company: customer.name,
    siteName: name,
    contact,
    address: place,
    department,
    phone,
    fax,
  };
}
