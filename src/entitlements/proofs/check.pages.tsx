/** The public check of a printed proof of entitlement: no sign-in, and nothing but what is on the paper and its state. */
import { z } from "zod";
import { spend } from "../../platform/http/limits.ts";
import { orBlank, PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import { PlainPage, sendPage } from "../../web/page.tsx";
import type { Visit } from "../../web/shell/chrome.ts";
import { foldCheckCode } from "./code.rules.ts";
import { checkProof, type ReadProof } from "./operations.ts";
import { Paper, Verdict } from "./proof.parts.tsx";
import { proofSay } from "./texts.ts";

const asked = { hide: true, querystring: z.strictObject({ code: orBlank(PathText.optional()) }) };
const scanned = { hide: true, params: z.strictObject({ code: PathText }) };

export const proofCheckPages: Routes = async (app) => {
  app.get("/check", { schema: asked, config: { needs: "anyone" } }, async ({ query, frame }, reply) => {
    const { code } = query;
    if (code === undefined) return sendPage(reply, <CheckPage visit={frame.visit()} />);
    return reply.redirect(`/check/${encodeURIComponent(foldCheckCode(code) ?? code)}`, 303);
  });

  app.get(
    "/check/:code",
    { schema: scanned, config: { needs: "anyone" } },
    async ({ context, params, frame }, reply) => {
      await spend(context.db, `proof-check ${context.address}`, { most: 60, seconds: 60 });
      const proof = await checkProof(context, params.code).catch(unknown);
      const visit = frame.visit();
      if (proof === undefined)
        return sendPage(reply, <CheckPage visit={visit} unknownCode={params.code} />, 404);
      const { careEmail } = context.portal.config;
      return sendPage(reply, <CheckedPage visit={visit} proof={proof} care={careEmail} />);
    },
  );
};

/** A code that nobody was given is no error of the page: the person may try again. */
function unknown(error: unknown): undefined {
  if (error instanceof Problem && error.status === 404) return undefined;
  throw error;
}

function CheckPage({ visit, unknownCode }: { visit: Visit; unknownCode?: string }) {
  const say = proofSay(visit.language);
  const errors = unknownCode === undefined ? {} : { code: say("checkUnknown") };
  return (
    <PlainPage visit={visit} title={say("checkTitle")} lead={say("checkLead")}>
      <Form action="/check" method="get" errors={errors}>
        <Field
          name="code"
          label={say("checkCode")}
          hint={say("checkHint")}
          value={unknownCode}
          autocomplete="off"
          maxLength={40}
          isCode
        />
        <SubmitButton>{say("checkSubmit")}</SubmitButton>
      </Form>
    </PlainPage>
  );
}

function CheckedPage({ visit, proof, care }: { visit: Visit; proof: ReadProof; care: string }) {
  const say = proofSay(visit.language);
  return (
    <PlainPage visit={visit} isWide title={say("proofOf", { number: proof.content.order.number })}>
      <Verdict say={say} proof={proof} care={care} />
      <Paper say={say} content={proof.content} title={say("onPaper")} />
      <p>
        <a href="/check">{say("checkAnother")}</a>
      </p>
    </PlainPage>
  );
}
