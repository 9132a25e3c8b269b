/** A problem as a page: its sentence, who can help, and for somebody who is not signed in the way to sign in. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { problemBook } from "./modules.ts";
import type { Problem } from "./platform/problem.ts";
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
  const sentence = problemBook.say(problem, request.context.language);
  const visit = await frameFor(request, status);
  const details = facts as { rule?: string; helpers?: { name: string; email: string }[] };
  const { vendorName, careEmail } = request.context.portal.config;
  const care = { name: vendorName, email: careEmail }; // whom to ask where nobody at the site can help
  const page = (
    <ErrorPage visit={visit} status={status} requestId={request.id} sentence={sentence}>
      {details.rule !== undefined && (
        <Refusal sentence={sentence} rule={details.rule} helpers={details.helpers ?? [care]} />
      )}
    </ErrorPage>
  );
  return sendPage(reply, page, status);
}

/** When the database is away, or the request was refused before it was known whose it is, the plain frame serves. */
async function frameFor({ frame, context }: FastifyRequest, status: number) {
  if (status >= 500 || context.actor.kind !== "person") return frame.visit();
  return frame.chrome(null).catch(() => frame.visit());
}
