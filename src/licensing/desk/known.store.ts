/**
 * What a process knows of the online keys that were asked for, so that it need not ask the database each time.
 *
 * Only keys in force are known; who asks for another is answered by the database, so nothing is remembered of keys that
 * never were. The database tells of every change (`carnet_online_keys`). It is asked several times a second whether it
 * is still there, over the same connection: when it is silent, nothing here counts. Source: BAR 11, W3.
 */
import pg from "pg";
import type { KeyFacts } from "../facts.data.ts";

const MOST_KNOWN = 50_000;
const ASK_EVERY_MS = 300;
/** What is known counts for so long after the database was last heard of. */
const TRUSTED_MS = 900;
const AGAIN_MS = 500;

export class KnownKeys {
  readonly #options: pg.ClientConfig;
  readonly #facts = new Map<string, KeyFacts>();
  readonly #names = new Map<string, string>();
  #listener: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;
  #isAsking = false;
  #trustedUntil = 0;
  /** Counts the changes: what was read before one is not kept after it. */
  #changes = 0;

  constructor(options: pg.ClientConfig) {
    this.#options = options;
  }

  get changes(): number {
    return this.#changes;
  }

  /** How many keys it knows. */
  get size(): number {
    return this.#facts.size;
  }

  get isTrusted(): boolean {
    return performance.now() < this.#trustedUntil;
  }

  /** `name` is the hash of the key's secret. */
  get(name: string): KeyFacts | undefined {
    this.#start();
    return this.isTrusted ? this.#facts.get(name) : undefined;
  }

  /** Kept unless something has changed since `changes` was read: that is, before the facts were. */
  keep(name: string, facts: KeyFacts, changes: number): void {
    if (changes !== this.#changes || !this.isTrusted) return;
    this.#facts.set(name, facts);
    this.#names.set(facts.keyId, name);
    const [oldest] = this.#facts;
    if (this.#facts.size > MOST_KNOWN && oldest !== undefined) this.forget(oldest[1].keyId);
  }

  /** Somebody here has just changed it: no need to wait for the database to say so. */
  forget(keyId: string): void {
    this.#changes += 1;
    const name = this.#names.get(keyId);
    if (name === undefined) return;
    this.#names.delete(keyId);
    this.#facts.delete(name);
  }

  #forgetAll(): void {
    this.#changes += 1;
    this.#trustedUntil = 0;
    this.#facts.clear();
    this.#names.clear();
  }

  #start(): void {
    if (this.#timer !== undefined || this.#isStopped) return;
    void this.#listen();
    this.#timer = setInterval(() => void this.#ask(), ASK_EVERY_MS).unref();
  }

  async #listen(): Promise<void> {
    const client = new pg.Client(this.#options);
    this.#listener = client;
    client.on("error", () => this.#lose(client));
    client.on("end", () => this.#lose(client));
    client.on("notification", ({ payload = "" }) => this.forget(payload));
    try {
      await client.connect();
      await client.query("listen carnet_online_keys");
      this.#forgetAll(); // what was read before we listened may have changed
      await this.#ask();
    } catch {
      this.#lose(client);
    }
  }

  /** An answer says that every change before the question was told. */
  async #ask(): Promise<void> {
    const listener = this.#listener;
    if (listener === undefined || this.#isAsking) return;
    this.#isAsking = true;
    const asked = performance.now();
    try {
      await listener.query("select 1");
      if (this.#listener === listener) this.#trustedUntil = asked + TRUSTED_MS;
    } catch {
      this.#lose(listener);
    } finally {
      this.#isAsking = false;
    }
  }

  #lose(client: pg.Client): void {
    if (this.#listener !== client) return;
    this.#listener = undefined;
    this.#forgetAll();
    void client.end().catch(() => {});
    if (!this.#isStopped) setTimeout(() => !this.#isStopped && void this.#listen(), AGAIN_MS).unref();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    const client = this.#listener;
    this.#listener = undefined;
    this.#forgetAll();
    await client?.end().catch(() => {});
  }
}
