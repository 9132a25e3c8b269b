/**
 * What the portal asks of machines that a customer named: never an inner one, however it is spelled. Source: BAR 20.
 *
 * The address that is connected is the one that was checked: it is looked at in the socket's own lookup, so that no name
 * can answer differently the second time. HTTPS alone, no redirect is followed, ten seconds for all of it, one mebibyte.
 */
import { lookup as resolve } from "node:dns";
import { type IncomingMessage, request as plain, type RequestOptions } from "node:http";
import { request as secure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isLoopback, isPublicAddress } from "./addresses.ts";

export const TIMEOUT_MS = 10_000;
export const MOST_BYTES = 1024 * 1024;
/** 443, and what servers of applications use instead. */
const PORTS = ["", "443", "8443"];

/** The target is not to be asked, or did not answer as it must. */
export class OutwardError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export interface OutwardOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

export type OutwardFetch = (url: string, options?: OutwardOptions) => Promise<Response>;

/** A `fetch` for such targets. On an intranet private addresses are open too, and plain HTTP on this very machine. */
export function outwardFetch({ allowsPrivateTargets }: { allowsPrivateTargets: boolean }): OutwardFetch {
  return async (text, options = {}) => {
    const url = URL.parse(text);
    if (url === null) throw new OutwardError("target_malformed");
    checkUrl(url, allowsPrivateTargets);
    const body = bytesOf(options.body);
    const limits = [AbortSignal.timeout(TIMEOUT_MS), ...(options.signal ? [options.signal] : [])];
    const request: RequestOptions = {
      method: options.method ?? "GET",
      headers: { ...options.headers, ...(body === null ? {} : { "content-length": body.length }) },
      agent: false,
      signal: AbortSignal.any(limits),
      lookup: lookupOf(allowsPrivateTargets),
    };
    return ask(url, request, body);
  };
}

function checkUrl(url: URL, allowsPrivate: boolean): void {
  const { protocol, hostname, port, username, password } = url;
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  const isHere = address === "localhost" || isLoopback(address);
  const isPlain = protocol === "http:" && allowsPrivate && isHere;
  if (protocol !== "https:" && !isPlain) throw new OutwardError("target_not_https");
  if (username !== "" || password !== "") throw new OutwardError("target_malformed");
  if (!allowsPrivate && !PORTS.includes(port)) throw new OutwardError("target_port_refused");
  // A number is never looked up: it is judged here, like the name that every machine has for itself.
  const isInner = isIP(address) === 0 ? /(^|\.)localhost\.?$/.test(address) : !isPublicAddress(address);
  if (isInner && !allowsPrivate) throw new OutwardError("target_not_public");
}

/** One inner address among the answers refuses them all. */
function lookupOf(allowsPrivate: boolean): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, "");
      const isRefused = !allowsPrivate && !found.every(({ address }) => isPublicAddress(address));
      const [first] = found;
      if (isRefused || first === undefined) return done(new OutwardError("target_not_public"), "");
      return options.all === true ? done(null, found) : done(null, first.address, first.family);
    });
  };
}

function bytesOf(body: unknown): Buffer | null {
  if (body === null || body === undefined) return null;
  if (typeof body === "string" || body instanceof URLSearchParams) return Buffer.from(body.toString());
  if (body instanceof Uint8Array) return Buffer.from(body);
  throw new OutwardError("body_not_supported");
}

function ask(url: URL, options: RequestOptions, body: Buffer | null): Promise<Response> {
  return new Promise((answer, fail) => {
    const send = url.protocol === "https:" ? secure : plain;
    const asked = send(url, options, (reply) => {
      read(reply).then((bytes) => answer(responseOf(reply, bytes)), fail);
    });
    asked.on("error", fail);
    asked.end(body ?? undefined);
  });
}

async function read(reply: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of reply as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_BYTES) {
      reply.destroy();
      throw new OutwardError("answer_too_large");
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function responseOf({ statusCode = 500, headersDistinct }: IncomingMessage, bytes: Buffer): Response {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const isBare = [101, 204, 205, 304].includes(statusCode);
  return new Response(isBare ? null : new Uint8Array(bytes), { status: statusCode, headers });
}
