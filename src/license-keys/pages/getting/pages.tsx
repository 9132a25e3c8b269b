/** The pages of getting keys: what and where to, check, done. */
import { randomUUID } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../../../platform/http/errors.ts";
import { formOf, pick, type Values } from "../../../platform/http/forms.ts";
import { PathText } from "../../../platform/http/lists.ts";
import type { Routes } from "../../../platform/http/server.ts";
import { Problem } from "../../../platform/problem.ts";
import { sendPage } from "../../../web/page.tsx";
import type { KeyAsked } from "../../issue/operations.ts";
import { DELIVERIES, HOST_KINDS, LOCKS } from "../../key.data.ts";
import { errorsOf, isOurs, refusalText } from "../errors.documents.ts";
import { OnlinePage } from "../keys/online.parts.tsx";
import { keyHref } from "../links.rules.ts";
import { type KeyRoom, readKeyRoom } from "../site.operations.ts";
import { ChooseLinePage, GetPage } from "./get.parts.tsx";
import { getOnce, previewGet, readVersions } from "./operations.ts";
import { GetPreviewPage } from "./preview.parts.tsx";

const params = z.strictObject({ siteId: PathText });
const FIELDS = [
  "lineId",
  "quantity",
  "delivery",
  "lock",
  "version",
  "hostId",
  "kind",
  "value",
  "name",
  "mailMe",
] as const;
const Text = z.string().max(600).optional().catch(undefined);
const Question = z.object({ step: Text, ...Object.fromEntries(FIELDS.map((name) => [name, Text])) });
const get = { schema: { hide: true, params, querystring: Question }, config: { needs: "license-key.issue" } };
const post = { schema: { hide: true, params }, config: { needs: "license-key.issue" } };
const PATH = "/sites/:siteId/license-keys/get";

const Asked = z.object({
  lineId: PathText,
  quantity: z.coerce.number("required").int("required").min(1, "required").max(1_000_000, "required"),
  delivery: z.enum(DELIVERIES).default("file"),
  lock: z.enum(LOCKS).optional(),
  version: z.string().max(40).optional(),
  hostId: PathText.optional(),
  kind: z.enum(HOST_KINDS).optional(),
  value: z.string().max(600).optional(),
  name: z.string().max(200).optional(),
  mailMe: z.literal("on").optional(),
});

export const getKeyPages: Routes = async (app) => {
  app.get(PATH, get, async (request, reply) => {
    const values = valuesOf(request.query);
    const room = await readKeyRoom(request.context, request.params.siteId);
    if (request.query["step"] !== "check") return showForm(request, reply, { room, values });
    try {
      const preview = await previewGet(request.context, askedIn(room, values));
      const page = (
        <GetPreviewPage
          chrome={await request.frame.chrome(room.site.siteId)}
          site={room.site}
          preview={preview}
          values={values}
          attempt={randomUUID()}
        />
      );
      return sendPage(reply, page);
    } catch (error) {
      return refused(request, reply, { room, values, error });
    }
  });

  app.post(PATH, post, async (request, reply) => {
    const form = formOf(request.body);
    const values = valuesOf(form);
    const { siteId } = request.params;
    const room = await readKeyRoom(request.context, siteId);
    try {
      const { attempt } = parsed(z.object({ attempt: z.uuid() }), pick(form, ["attempt"]));
      const { key, secret } = await getOnce(request.context, askedIn(room, values), attempt);
      if (secret === null) return await reply.redirect(keyHref(siteId, key.id, "/install?after=got"), 303);
      const chrome = await request.frame.chrome(siteId);
      reply.header("cache-control", "no-store");
      return await sendPage(
        reply,
        <OnlinePage
          chrome={chrome}
          site={room.site}
          keyId={key.id}
          product={key.productName}
          secret={secret}
          isNew
        />,
      );
    } catch (error) {
      return refused(request, reply, { room, values, error });
    }
  });
};

function valuesOf(given: Readonly<Record<string, string | undefined>>): Values {
  const entries = FIELDS.map((name) => [name, given[name] ?? ""] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

/** A known host that was chosen says by itself what it is. */
function askedIn(room: KeyRoom, values: Values): KeyAsked {
  const { hostId, kind, value, name, mailMe, lock, version, ...asked } = parsed(Asked, values);
  const { siteId } = room.site;
  const known = room.hosts.find(({ id }) => id === hostId);
  const typed = known ?? (kind === undefined ? undefined : { kind, value, name });
  const host = typed === undefined ? undefined : { kind: typed.kind, value: typed.value, name: typed.name };
  const { hasFiles = true } = schemeOf(room, asked.lineId) ?? {};
  const delivery = hasFiles ? asked.delivery : "online";
  return {
    ...asked,
    siteId,
    delivery,
    lock,
    version,
    mailMe: mailMe === "on",
    ...(delivery === "file" ? { host } : {}),
  };
}

function schemeOf(room: KeyRoom, lineId: string | undefined) {
  const line = room.pools.find((each) => each.lineId === lineId);
  return room.schemes.find(({ productCode }) => productCode === line?.productCode);
}

interface Shown {
  readonly room: KeyRoom;
  readonly values: Values;
  readonly problem?: Problem;
}

async function refused(
  request: FastifyRequest,
  reply: FastifyReply,
  { error, ...shown }: Shown & { error: unknown },
) {
  if (!(error instanceof Problem) || !isOurs(error)) throw error;
  return showForm(request, reply, { ...shown, problem: error });
}

async function showForm(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  { room, values, problem }: Shown,
) {
  const { siteId } = room.site;
  const { language } = context;
  const chrome = await frame.chrome(siteId);
  const line = room.pools.find(({ lineId }) => lineId === values["lineId"]);
  const scheme = schemeOf(room, line?.lineId);
  const refusal = refusalText(language, problem);
  const status = problem?.status ?? 200;
  if (line === undefined || scheme === undefined || (line.available === 0 && problem === undefined))
    return sendPage(reply, <ChooseLinePage chrome={chrome} room={room} told={refusal} />, status);
  const versions = line.scheme === "version-based" ? await openVersions(context, room, line) : [];
  const page = (
    <GetPage
      {...{ chrome, room, line, scheme, versions, values, refusal }}
      errors={errorsOf(language, problem)}
    />
  );
  return sendPage(reply, page, status);
}

async function openVersions(
  context: FastifyRequest["context"],
  room: KeyRoom,
  { productCode, coveredThrough }: KeyRoom["pools"][number],
): Promise<string[]> {
  const through = coveredThrough !== null && coveredThrough < room.today ? coveredThrough : room.today;
  const versions = await readVersions(context, room.site.siteId, productCode);
  return versions.flatMap(({ version, availableOn }) => (availableOn <= through ? [version] : []));
}
