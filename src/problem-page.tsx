/** A problem as a page: its sentence, who can help, and for somebody who is not signed in the way to sign in. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Privilege, privilegeText, valueText } from "./access/index.ts";
import { safePath } from "./identity/index.ts";
import type { Language } from "./platform/language.ts";
import type { Problem } from "./platform/problem.ts";
import { speaker } from "./platform/texts.ts";
import { sayProblem } from "./problem-words.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";
import { ErrorPage } from "./web/error-page.tsx";
import { sendPage } from "./web/page.tsx";
import { Refusal } from "./web/refusal.tsx";

export async function renderProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply) {
  const { status, facts } = problem;
  if (
    status === 401 &&
    request.method === "GET" &&
    request.headers["accept"]?.includes("text/html") === true
  ) {
    return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303);
  }
  const way = wayOn(problem, request);
  if (way !== undefined) return reply.redirect(way, 303);
  const sentence = sayProblem(problem, request.context.language);
  const visit = await frameFor(request, status);
  const details = facts as Details;
  const { vendorName, careEmail } = request.context.portal.config;
  const care = { name: vendorName, email: careEmail }; // whom to ask where nobody at the site can help
  const page = (
    <ErrorPage visit={visit} status={status} requestId={request.id} sentence={sentence}>
      {details.rule !== undefined && (
        <Refusal
          sentence={sentence}
          rule={details.rule}
          helpers={details.helpers ?? [care]}
          {...rightOf(problem, request.context.language)}
        />
      )}
      {[401, 403, 404, 410].includes(status) && (
        <p>
          <a href="/help">{speaker(request.context.language, TEXTS)("help")}</a>
        </p>
      )}
    </ErrorPage>
  );
  return sendPage(reply, page, status);
}

const TEXTS = { en, ja, ko, "zh-TW": zhTW };

interface Details {
  readonly rule?: string;
  readonly helpers?: { name: string; email: string }[];
  readonly permission?: string;
  readonly privilege?: Privilege;
  readonly needed?: string;
  /** Where it is asked for, in the API; null when nobody can give it to somebody in this role. */
  readonly ask?: string | null;
}

/** The right that is missing, and the button that asks for it. What a program does not offer nobody can grant. */
function rightOf({ code, facts }: Problem, language: Language) {
  const { privilege, needed, permission = "", ask = null } = facts as Details;
  if (code !== "permission_required" || privilege === undefined || needed === undefined) return {};
  const say = speaker(language, TEXTS);
  const named = { privilege: privilegeText(language, privilege), value: valueText(language, needed) };
  const missing = say("missingRight", named);
  if (ask === null) return { missing: [missing, say("cannotHold")] };
  return { missing: [missing], ask: { action: ask.replace(/^\/v1/, ""), hidden: { permission } } };
}

/** Some problems are solved on a page of their own, which leads back: to what was asked, or to the page with the form. */
function wayOn({ code }: Problem, { method, url, headers }: FastifyRequest): string | undefined {
  if (code === "second_factor_required") return "/profile/security";
  if (code !== "proof_required" && code !== "second_proof_required") return undefined;
  const from = method === "GET" ? url : pathOf(headers.referer);
  return `/profile/proof?next=${encodeURIComponent(safePath(from))}`;
}

function pathOf(address: string | undefined): string {
  const page = address === undefined ? null : URL.parse(address);
  return page === null ? "/" : `${page.pathname}${page.search}`;
}

/** When the database is away, or the request was refused before it was known whose it is, the plain frame serves. */
async function frameFor({ frame, context }: FastifyRequest, status: number) {
  if (status >= 500 || context.actor.kind !== "person") return frame.visit();
  return frame.chrome(null).catch(() => frame.visit());
}
