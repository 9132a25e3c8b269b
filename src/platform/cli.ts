/**
 * The command line: a client of the API and nothing else.
 *
 * `carnet <noun> <verb>`; tables for people, `--json` for programs; exit code 0 done, 1 refused, 2 misuse. A command
 * that is about this machine's own process (serve, migrate) needs no API and ignores the client.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export interface Command {
  readonly noun: string;
  readonly verb: string;
  /** What stands after noun and verb, such as `FILE [--dry-run]`. */
  readonly usage: string;
  /** One sentence. */
  readonly does: string;
  /** Answers the exit code. */
  readonly run: (api: ApiClient, args: readonly string[]) => Promise<number>;
}

export const DONE = 0;
export const REFUSED = 1;
export const MISUSE = 2;

/** What the command was called with makes no sense; its message says why, and exit code 2 follows. */
export class Misuse extends Error {}

/** The API refused; `problem` is what it answered. */
export class Refused extends Error {
  readonly problem: { readonly title?: string; readonly code?: string; readonly status?: number };
  constructor(problem: Refused["problem"]) {
    super(problem.title ?? problem.code ?? "refused");
    this.problem = problem;
  }
}

export interface Call {
  readonly method?: string;
  /** Sent as JSON, unless `content` is given. */
  readonly body?: object;
  /** Sent as it is. */
  readonly content?: {
    readonly type: string;
    readonly stream: ReadableStream | Uint8Array;
    readonly coding?: string;
  };
  readonly idempotencyKey?: string;
}

export interface ApiClient {
  readonly baseUrl: string;
  /** The answer's JSON; throws `Refused` for a problem. */
  call<Answer>(path: string, call?: Call): Promise<Answer>;
}

/** `CARNET_BASE_URL` and `CARNET_API_KEY`; on the portal's own machine the operator's key of the data folder. */
export function apiClient(environment: Record<string, string | undefined>): ApiClient {
  const baseUrl = (
    environment["CARNET_BASE_URL"] ?? `http://localhost:${environment["CARNET_PORT"] ?? 8080}`
  ).replace(/\/+$/, "");
  return {
    baseUrl,
    call: async <Answer>(path: string, call: Call = {}) => {
      const reply = await fetch(`${baseUrl}${path}`, requestOf(call, keyOf(environment))).catch(
        (error: Error) => {
          const reason = error.cause instanceof Error ? error.cause.message : error.message;
          throw new Refused({ title: `no portal answers at ${baseUrl} (${reason})` });
        },
      );
      const answer: unknown = await reply.json().catch(() => ({}));
      if (!reply.ok) throw new Refused({ status: reply.status, ...(answer as object) });
      return answer as Answer;
    },
  };
}

function requestOf(
  { method = "GET", body, content, idempotencyKey }: Call,
  key: string,
): RequestInit & { duplex?: "half" } {
  const headers: Record<string, string> = { authorization: `Bearer ${key}`, accept: "application/json" };
  if (idempotencyKey !== undefined) headers["idempotency-key"] = idempotencyKey;
  if (content !== undefined) {
    const coding = content.coding === undefined ? {} : { "content-encoding": content.coding };
    return {
      method,
      headers: { ...headers, "content-type": content.type, ...coding },
      body: content.stream as BodyInit,
      duplex: "half",
    };
  }
  if (body === undefined) return { method, headers };
  return { method, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
}

function keyOf(environment: Record<string, string | undefined>): string {
  const given = environment["CARNET_API_KEY"];
  if (given !== undefined && given !== "") return given;
  const file = join(resolve(environment["CARNET_DATA"] ?? ".carnet"), "operator.key");
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw new Misuse(
      `set CARNET_API_KEY, or run this where the portal's data folder is (${file} cannot be read)`,
    );
  }
}

/** The value of `--name VALUE`, or undefined. */
export function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(`--${name}`);
  if (at < 0) return undefined;
  const value = args[at + 1];
  if (value === undefined || value.startsWith("--")) throw new Misuse(`--${name} needs a value`);
  return value;
}

export function flag(args: readonly string[], name: string): boolean {
  return args.includes(`--${name}`);
}

/** Rows under their heads, as wide as they need. Han and Hangul take two places. */
export function printTable(heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = heads.map((head, i) => Math.max(...[head, ...rows.map((row) => row[i] ?? "")].map(widthOf)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell + " ".repeat((widths[i] ?? 0) - widthOf(cell)))
      .join("  ")
      .trimEnd();
  for (const row of [heads, ...rows]) console.log(line(row));
}

function widthOf(text: string): number {
  return [...text].reduce(
    (sum, symbol) =>
      sum + (/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(symbol) ? 2 : 1),
    0,
  );
}
