/**
 * The answer to a request that carries an Idempotency-Key is kept for a day, sealed: the same key and the same request
 * get the same answer; another request 422; a request still running 409. The key belongs to its caller.
 *
 * What ran to a decision is kept, a refusal too; a fault of ours and "too often" are not, for a retry may go better. A
 * process that died leaves its lease behind; after a minute the request runs again, and natural keys keep its effect
 * single. Source: BAR 19.
 */
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sql } from "kysely";
import type { Actor, Portal } from "../context.ts";
import { Problem } from "../problem.ts";

interface Kept {
  readonly caller: string;
  readonly key: string;
  /** Ends the lease's renewal. */
  readonly done: AbortController;
}

declare module "fastify" {
  interface FastifyRequest {
    kept?: Kept;
  }
}

export function addKeptAnswers(app: FastifyInstance, portal: Portal): void {
  const begin = async (request: FastifyRequest, reply: FastifyReply, key: string) => {
    const kept = { caller: callerOf(request), key, done: new AbortController() };
    const found = await claim(portal, kept, fingerprintOf(portal, request));
    if (found !== "new") {
      replay(reply, found);
      return true;
    }
    request.kept = kept;
    void renew(portal, kept);
    return false;
  };
  app.addHook("preHandler", (request, reply, done) => {
    const key = keyOf(request);
    if (key === undefined) return done();
    begin(request, reply, key).then((isReplayed) => isReplayed || done(), done);
  });
  const finish = async (request: FastifyRequest, reply: FastifyReply, kept: Kept, payload: unknown) => {
    kept.done.abort();
    delete request.kept;
    try {
      return await settle(portal, kept, reply, payload);
    } catch (error) {
      // What was asked is done, or is not: the caller shall hear of it, whether or not we can note it.
      request.log.error({ err: error, reqId: request.id }, "the answer could not be kept");
      return payload;
    }
  };
  app.addHook("onSend", (request, reply, payload, done) => {
    const { kept } = request;
    if (kept === undefined) return done(null, payload);
    finish(request, reply, kept, payload).then((sent) => done(null, sent), done);
  });
}

/** Keeps the answer, or lets go of the key. Answers what is to be sent: a stream comes back as the bytes it held. */
async function settle(portal: Portal, kept: Kept, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (reply.statusCode >= 500 || reply.statusCode === 429) {
    await release(portal, kept);
    return payload;
  }
  const body = payload instanceof Readable ? await buffer(payload) : payload;
  await keep(portal, kept, { status: reply.statusCode, headers: headersOf(reply), body: written(body) });
  return body;
}

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers["idempotency-key"];
  if (key === undefined || ["GET", "HEAD", "OPTIONS"].includes(request.method)) return undefined;
  if (typeof key !== "string" || !/^[\x21-\x7e]{1,200}$/.test(key))
    throw new Problem(400, "malformed_request");
  return key;
}

function callerOf({ context, ip }: FastifyRequest): string {
  const { actor } = context;
  const names: Record<Actor["kind"], () => string> = {
    person: () => (actor.kind === "person" ? actor.personId : ""),
    program: () => (actor.kind === "program" ? actor.apiKeyId : ""),
    system: () => "system",
    visitor: () => `visitor ${ip}`,
  };
  return names[actor.kind]();
}

/** A secret in a body leaves nothing that could be guessed at. A stream is known by its type and its length alone. */
function fingerprintOf({ secrets }: Portal, { method, url, body, headers }: FastifyRequest): Buffer {
  const isWhole = body !== undefined && !(body instanceof Readable);
  const content = isWhole ? JSON.stringify(body) : `${headers["content-type"]} ${headers["content-length"]}`;
  return secrets.authenticate("kept answer", `${method} ${url}\n${content}`);
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** Text as it is, bytes in base64, null for none. */
  readonly body: string | { readonly base64: string } | null;
}

async function claim(portal: Portal, kept: Kept, fingerprint: Buffer): Promise<"new" | Answer> {
  const { db, secrets } = portal;
  const taken = await sql<{ key: string }>`
    insert into kept_answers as mine (caller, key, fingerprint, leased_until, kept_until)
    values (${kept.caller}, ${kept.key}, ${fingerprint}, now() + interval '1 minute', now() + interval '25 hours')
        on conflict (caller, key) do update
       set leased_until = excluded.leased_until, kept_until = excluded.kept_until, fingerprint = excluded.fingerprint,
           status = null, sealed_reply = null
     where mine.kept_until < now()
        or (mine.status is null and mine.leased_until < now() and mine.fingerprint = excluded.fingerprint)
    returning key`.execute(db);
  if (taken.rows.length > 0) return "new";
  const { rows } = await sql<{ fingerprint: Buffer; status: number | null; sealedReply: Buffer }>`
    select fingerprint, status, sealed_reply from kept_answers
     where caller = ${kept.caller} and key = ${kept.key}`.execute(db);
  const row = rows[0];
  if (row === undefined) return claim(portal, kept, fingerprint); // it was let go of just now
  if (!row.fingerprint.equals(fingerprint)) throw new Problem(422, "idempotency_key_reused");
  if (row.status === null) throw new Problem(409, "request_running", { retryAfterSeconds: 1 });
  return secrets.unseal(row.sealedReply) as Answer;
}

const RENEW_EVERY_MS = 20_000;
/** Then something has gone wrong with it, and another may try. */
const MOST_RENEWALS = 180;

/** A request that takes long is running as long as its process does. */
async function renew({ db, log }: Portal, { caller, key, done: { signal } }: Kept): Promise<void> {
  try {
    for (let times = 0; times < MOST_RENEWALS; times++) {
      await sleep(RENEW_EVERY_MS, undefined, { signal, ref: false });
      await sql`
        update kept_answers set leased_until = now() + interval '1 minute'
         where caller = ${caller} and key = ${key} and status is null`.execute(db);
    }
  } catch (error) {
    if (!signal.aborted) log.warn({ err: error }, "a lease could not be renewed");
  }
}

async function keep({ db, secrets }: Portal, { caller, key }: Kept, answer: Answer): Promise<void> {
  await sql`
    update kept_answers set status = ${answer.status}, sealed_reply = ${secrets.seal(answer)}
     where caller = ${caller} and key = ${key} and status is null`.execute(db);
}

async function release({ db }: Portal, { caller, key }: Kept): Promise<void> {
  await sql`
    delete from kept_answers where caller = ${caller} and key = ${key} and status is null`.execute(db);
}

/** What belongs to one exchange only. */
const OWN_TO_EACH = new Set(["x-request-id", "content-length", "transfer-encoding", "date", "connection"]);

function headersOf(reply: FastifyReply): Answer["headers"] {
  const named = Object.entries(reply.getHeaders()).filter(([name]) => !OWN_TO_EACH.has(name));
  return Object.fromEntries(
    named.map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]),
  );
}

function written(body: unknown): Answer["body"] {
  if (body instanceof Uint8Array) return { base64: Buffer.from(body).toString("base64") };
  return typeof body === "string" ? body : null;
}

function replay(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  reply.code(status).headers(headers).header("idempotent-replayed", "true").serializer(String);
  if (body === null) return reply.send();
  return reply.send(typeof body === "string" ? body : Buffer.from(body.base64, "base64"));
}
