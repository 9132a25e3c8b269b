/** What a caller may know of an error: all of a Problem, the faults of a malformed request, nothing of a bug. */
import type { FastifyError, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { z } from "zod";
import { invalid, Problem, type Status } from "../problem.ts";

/** What Fastify and Node refuse by themselves, in our words. */
const CODES: Partial<Record<number, { status: Status; code: string }>> = {
  404: { status: 404, code: "page_not_found" },
  405: { status: 405, code: "method_not_allowed" },
  413: { status: 413, code: "request_too_large" },
  415: { status: 415, code: "media_type_not_supported" },
  416: { status: 416, code: "range_not_satisfiable" },
  429: { status: 429, code: "too_many_requests" },
  431: { status: 431, code: "headers_too_large" },
  503: { status: 503, code: "unavailable" },
};

export function problemOf(error: FastifyError, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return invalid(faultsOf(request));
  if (isDatabaseAway(error)) return new Problem(503, "unavailable");
  const known = CODES[error.statusCode ?? 500];
  if (known !== undefined) return new Problem(known.status, known.code);
  const isMalformed = error.statusCode !== undefined && error.statusCode < 500;
  return isMalformed ? new Problem(400, "malformed_request") : new Problem(500, "internal_error");
}

interface Asked {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

declare module "fastify" {
  interface FastifyRequest {
    asked?: Asked;
  }
}

/** Keeps what was asked as it came, for Fastify puts in its place what the schemas made of it. */
export function keepAsked(request: FastifyRequest): void {
  const { params, query, body } = request;
  request.asked = { params, query, body };
}

/** Every fault of the request at once: Fastify stops at the first part that is wrong. */
function faultsOf(request: FastifyRequest): Record<string, string[]> {
  const { params, querystring, body } = (request.routeOptions.schema ?? {}) as Record<string, unknown>;
  const came = request.asked ?? request;
  const parts = [
    [params, came.params],
    [querystring, came.query],
    [body, came.body],
  ] as const;
  const fields: Record<string, string[]> = {};
  for (const [schema, value] of parts) {
    if (!(schema instanceof z.ZodType)) continue;
    for (const issue of schema.safeParse(value).error?.issues ?? []) addFault(fields, issue);
  }
  return fields;
}

/** The value as the schema has it, or the same 400 that a route answers: for forms, and for schemas of a setting. */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data as z.output<Schema>;
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) addFault(fields, issue);
  throw invalid(fields);
}

type Issue = z.core.$ZodIssue;

function addFault(fields: Record<string, string[]>, issue: Issue): void {
  const names = issue.code === "unrecognized_keys" ? issue.keys : [];
  const path = issue.path.join(".");
  const places =
    names.length > 0 ? names.map((name) => [path, name].filter(Boolean).join(".")) : [path || "body"];
  for (const place of places) {
    const before = Object.hasOwn(fields, place) ? fields[place] : []; // "constructor" is a name like any other
    const value = [...(before ?? []), codeOf(issue)];
    Object.defineProperty(fields, place, { value, enumerable: true, configurable: true, writable: true });
  }
}

/** A stable code for what is wrong with a field. A rule of our own gives its code as the message. */
function codeOf(issue: Issue): string {
  if (issue.code === "unrecognized_keys") return "unknown_field";
  if (issue.code === "invalid_type" && issue.input === undefined && /undefined/.test(issue.message))
    return "required";
  if (issue.code === "custom" || /^[a-z]+(_[a-z]+)+$/.test(issue.message)) return issue.message;
  if (issue.code === "too_small" && issue.origin === "string" && issue.minimum === 1) return "required";
  return issue.code;
}

/** Shutting down, starting, out of connections, room or memory, a tie that five tries did not break. */
const AWAY = /^(57P0[1-5]|53\d{3}|08\d{3}|25P03|40001|40P01)$/;
/** What a socket says; a file says the same, of another call. */
const CUT = /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

/** The database is stopped, starting, or out of connections: the caller may try again. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (AWAY.test(String(code))) return true;
  if (CUT.test(String(code)) && /^(connect|read|write|getaddrinfo)$/.test(String(syscall))) return true;
  return /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(
    error.message,
  );
}
