/**
 * Names each distinct SQL text by its hash, so that PostgreSQL parses and plans it once per connection; and lets a
 * transaction's `begin` travel in one message with its first statement, when that only reads. A look, a transaction of
 * one `select`, travels whole.
 */
import { createHash } from "node:crypto";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import type pg from "pg";

const MOST_NAMES = 2000; // a connection keeps every plan it was told to name
const names = new Map<string, string>();

/** How the transaction of a look begins. */
export const LOOK = "begin read only;";

export function preparing(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => lent(await pool.connect()),
    options: pool.options,
    end: () => pool.end(),
  };
}

const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();

/** The same for each loan of a connection: Kysely keeps things of its own by it. A spoiled one is lent to nobody again. */
function lent(client: pg.PoolClient): PostgresPoolClient {
  const known = clients.get(client) ?? named(client);
  clients.set(client, known);
  return known;
}

/** What Kysely asks of an answer. */
type Answer = Pick<pg.QueryResult, "command" | "rows">;

function named(client: pg.PoolClient): PostgresPoolClient {
  let isSpoiled = false;
  let begin: string | undefined;
  /** The look that was asked is over, and so is its transaction. */
  let isLooked = false;
  const query = async (text: string, values: unknown[] = []): Promise<Answer> => {
    const opening = begin;
    begin = text === "begin" || /^begin( read only)?;/.test(text) ? text : undefined;
    if (begin !== undefined) return { command: "BEGIN", rows: [] };
    const isEnd = text === "rollback" || text === "commit";
    // Nothing was asked within it, so it never began; or it has ended with its one look.
    if (isEnd && (opening !== undefined || isLooked)) {
      isLooked = false;
      return { command: text.toUpperCase(), rows: [] };
    }
    if (isLooked) throw new Error("a look is one statement");
    try {
      if (opening?.startsWith(LOOK) === true) {
        isLooked = true;
        return await sendTogether(client, opening, { text, values }, "commit");
      }
      if (opening === undefined) return await send(client, text, values);
      if (isLook(text)) return await sendTogether(client, opening, { text, values });
      await send(client, opening, []);
      return await send(client, text, values);
    } catch (error) {
      // Its transaction may still be open, and its settings with it: nobody else may have this connection.
      isSpoiled ||= isEnd || isLooked;
      throw error;
    }
  };
  const release = (destroy?: boolean) => client.release(destroy === true || isSpoiled);
  return { query: query as PostgresPoolClient["query"], release };
}

/** Without parameters a text may hold several statements ("begin; set local …"), which only the simple protocol takes. */
function send(client: pg.PoolClient, text: string, values: unknown[]): Promise<Answer> {
  return values.length === 0 ? client.query(text) : client.query({ ...nameOf(text), text, values });
}

/** Should `begin` fail, then nothing is done outside of a transaction that was meant to be in it. */
function isLook(text: string): boolean {
  return /^\s*select\s/.test(text);
}

/**
 * Two statements or three, one write, one wait. `pipeline` is pg's own mode for it; only here, for it takes no COPY. A
 * failure is told once all are answered, for the mode must not change between them.
 */
async function sendTogether(
  client: pg.PoolClient,
  opening: string,
  look: { text: string; values: unknown[] },
  ending?: string,
) {
  const { stream } = (client as unknown as { connection: { stream: NodeJS.WritableStream & Corked } })
    .connection;
  const mode = client as { pipeline: boolean };
  mode.pipeline = true;
  stream.cork();
  const answers = Promise.allSettled([
    client.query(opening),
    send(client, look.text, look.values),
    ending === undefined ? undefined : client.query(ending),
  ]);
  stream.uncork();
  const [began, answer, ended] = await answers;
  mode.pipeline = false;
  if (began.status === "rejected") throw began.reason;
  if (answer.status === "rejected") throw answer.reason;
  if (ended.status === "rejected") throw ended.reason;
  return answer.value;
}

interface Corked {
  cork(): void;
  uncork(): void;
}

function nameOf(text: string): { name?: string } {
  const known = names.get(text);
  if (known !== undefined) return { name: known };
  if (names.size >= MOST_NAMES) return {};
  const name = createHash("sha1").update(text).digest("hex").slice(0, 20);
  names.set(text, name);
  return { name };
}
