/** How a page leaves: rendered once, packed when the browser takes it, kept by no cache. */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyReply } from "fastify";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";

const pack = promisify(gzip);

/** Below this the packed page would not be smaller by a packet. */
const WORTH_PACKING_BYTES = 1_400;

/** Answers with a page. Private data: no cache keeps it. */
export async function sendPage(reply: FastifyReply, page: VNode, status = 200): Promise<FastifyReply> {
  const html = renderPage(page);
  reply.code(status).type("text/html; charset=utf-8");
  if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  reply.header("vary", "accept-encoding, accept-language, cookie");
  const isPacked = html.length > WORTH_PACKING_BYTES && takesGzip(reply.request.headers["accept-encoding"]);
  if (!isPacked) return reply.send(html);
  return reply.header("content-encoding", "gzip").send(await pack(html, { level: 6 }));
}

/**
 * The document as text. The heading takes the focus, so that keyboards and screen readers start at what is new,
 * unless something in the page (an error summary, a field) asks for it: of two, the browser would take the first.
 */
export function renderPage(page: VNode): string {
  const html = renderToString(page);
  const asking = html.match(/<[^<>]*\sautofocus(?=[\s>])/g) ?? [];
  const own = asking.length > 1 ? html.replace('<h1 tabindex="-1" autofocus>', '<h1 tabindex="-1">') : html;
  return `<!doctype html>${own}`;
}

function takesGzip(header: string | string[] | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\b)/.test(String(header ?? ""));
}
