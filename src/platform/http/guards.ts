/** Hooks that every request passes: who is addressed, from where, and what a browser may do with the answer. */
import helmet from "@fastify/helmet";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import { Problem } from "../problem.ts";

/** What an answer carries that no hook has seen: one to a request that could not be read. */
export const BARE_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
} as const;

export async function addGuards(app: FastifyInstance, config: Config): Promise<void> {
  const base = new URL(config.baseUrl);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
      },
    },
    hsts: base.protocol === "https:" ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    // Not `no-referrer`: with it a browser says "null" for the origin of our own forms.
    referrerPolicy: { policy: "same-origin" },
    xFrameOptions: { action: "deny" },
  });
  app.addHook("onRequest", (request, reply, done) => {
    reply.header("cache-control", "no-store");
    reply.header("x-request-id", request.id);
    checkHost(request, config.mode === "production" ? base : null);
    checkOrigin(request, config.mode === "production" ? [base.origin] : [base.origin, hereOf(request)]);
    checkForm(request);
    done();
  });
}

/** Of what is asked by machines beside us, which know us by address. */
export const PROBES: readonly string[] = ["/healthz", "/readyz", "/metrics"];

/** Node hands over the first of two Host headers; we refuse both. In production the one must be ours. */
function checkHost({ raw, url, headers }: FastifyRequest, ours: URL | null): void {
  const hosts = raw.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === "host");
  if (hosts.length > 1) throw new Problem(400, "malformed_request");
  if (ours === null || PROBES.includes(url)) return;
  const asked = URL.parse(`${ours.protocol}//${headers.host}`);
  if (asked?.host !== ours.host) throw new Problem(421, "wrong_host");
}

/** In a demo, whatever name the browser knows us by. */
function hereOf({ headers }: FastifyRequest): string {
  return `http://${headers.host}`;
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
/** `none`: the person did it, not a page. */
const OWN_SITES: readonly unknown[] = ["same-origin", "none", undefined];

/**
 * No page of another site can change anything: a browser says where a request comes from. Only a program can send a
 * bearer key.
 */
function checkOrigin({ method, headers }: FastifyRequest, ours: readonly string[]): void {
  if (SAFE.has(method) || headers.authorization?.startsWith("Bearer ") === true) return;
  const { origin, "sec-fetch-site": site } = headers;
  if (!OWN_SITES.includes(site)) throw new Problem(403, "foreign_origin");
  if (origin === undefined || (origin === "null" && site === "same-origin")) return;
  if (!ours.includes(origin)) throw new Problem(403, "foreign_origin");
}

/** The API takes no form: any page could send one without asking first. */
function checkForm({ url, headers }: FastifyRequest): void {
  if (
    url.startsWith("/v1/") &&
    headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true
  )
    throw new Problem(415, "media_type_not_supported");
}
