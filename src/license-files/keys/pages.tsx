/** The vendor's page of signing keys. It calls the API's own operations: the same permission, the same refusals. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { formOf } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { sendPage } from "../../web/page.tsx";
import { signingSay } from "../texts.ts";
import { askForChange, confirmChange, withdrawChange } from "./change.operations.ts";
import type { Deed } from "./changes.store.ts";
import { KEYS_PATH, KeysPage, type KeysProps } from "./keys.parts.tsx";
import { type CountSigned, readSigning } from "./read.operations.ts";
import { Reason } from "./routes.ts";

const config = { needs: "signing-key.manage" };
const one = { hide: true, params: z.strictObject({ id: PathText }) };
const NEWS = ["asked", "done", "withdrawn"] as const;
const list = {
  hide: true,
  querystring: z.strictObject({ news: z.enum(NEWS).optional().catch(undefined) }),
};

export function signingKeyPages(countSigned: CountSigned): Routes {
  return async (app) => {
    app.get(KEYS_PATH, { schema: list, config }, (request, reply) =>
      show(request, reply, { news: request.query.news }),
    );
    app.post(`${KEYS_PATH}/rotations`, { schema: { hide: true }, config }, (request, reply) => {
      const { reason = "" } = formOf(request.body);
      return ask(request, reply, { deed: "rotate", reason, field: "reason" });
    });
    app.post(`${KEYS_PATH}/compromises`, { schema: { hide: true }, config }, (request, reply) => {
      const { because = "", keyId = "" } = formOf(request.body);
      return ask(request, reply, { deed: "compromise", reason: because, field: "because", keyId });
    });
    app.post(`${KEYS_PATH}/changes/:id/confirmation`, { schema: one, config }, async (request, reply) => {
      await confirmChange(request.context, request.params.id);
      return reply.redirect(`${KEYS_PATH}?news=done`, 303);
    });
    app.post(`${KEYS_PATH}/changes/:id/withdrawal`, { schema: one, config }, async (request, reply) => {
      await withdrawChange(request.context, request.params.id);
      return reply.redirect(`${KEYS_PATH}?news=withdrawn`, 303);
    });
  };

  interface Wish {
    readonly deed: Deed;
    readonly reason: string;
    readonly field: string;
    readonly keyId?: string;
  }

  async function ask(request: FastifyRequest, reply: FastifyReply, wish: Wish) {
    const { deed, field, keyId } = wish;
    const say = signingSay(request.context.language);
    const reason = Reason.safeParse(wish.reason);
    const errors = {
      ...(keyId === "" ? { keyId: say("chooseKey") } : {}),
      ...(reason.success ? {} : { [field]: say("fault_required") }),
    };
    if (!reason.success || keyId === "") return show(request, reply, { failed: { deed, errors } });
    await askForChange(request.context, { deed, reason: reason.data, keyId });
    return reply.redirect(`${KEYS_PATH}?news=asked`, 303);
  }

  type Shown = { readonly news?: KeysProps["news"]; readonly failed?: KeysProps["failed"] };

  async function show({ context, frame }: FastifyRequest, reply: FastifyReply, { news, failed }: Shown) {
    const signing = await readSigning(context, countSigned);
    const { baseUrl, revocationListDays } = context.portal.config;
    const { rotatableAt } = signing;
    const page = (
      <KeysPage
        chrome={await frame.chrome(null)}
        signing={signing}
        news={news}
        days={revocationListDays}
        isRotatable={rotatableAt !== null && Date.parse(rotatableAt) <= context.now.getTime()}
        address={`${baseUrl}/v1/licensing/public-keys`}
        failed={failed}
      />
    );
    return sendPage(reply, page, failed === undefined ? 200 : 400);
  }
}
