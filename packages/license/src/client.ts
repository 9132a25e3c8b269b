/**
 * What a program asks the portal, with its online key: is this key good, this machine is one of mine, a seat please.
 *
 * A refusal is an answer: nothing here throws because of a network or a "no". What the portal signs is verified by the
 * trusted keys, and what it says of a question is bound to that question by a nonce.
 */
import { base64url } from "./bytes.ts";
import { checkLicense, type Program } from "./check.ts";
import type { LocalCode, OnlineCode, Refusal } from "./codes.ts";
import type { HostFact, LicenseFile } from "./documents.ts";
import { hostFact } from "./hosts.ts";
import { ask, type Line, type Reply, readOnline, save, update } from "./line.ts";
import { recall } from "./lists.ts";
import { type CheckoutOptions, checkout, resume } from "./queue.ts";
import { readLicense } from "./read.ts";
import { type OnlineCheck, type OnlineRefusal, refusal, type Seat } from "./seat.ts";
import { readState, type State, type Store } from "./state.ts";
import type { Trust } from "./trust.ts";
import { askValidation } from "./validation.ts";

export interface ClientOptions extends Program {
  /** The portal's address: "https://licenses.vendor.example". */
  readonly base: string;
  /** The online key: "carnet_lic_…". */
  readonly key: string;
  /** 16 to 128 characters [A-Za-z0-9._:-] that stay the same on this machine and are no other's: `machineName()`. */
  readonly machine: string;
  /** Is written to when the portal's keys follow one another. */
  readonly trust: Trust;
  /** What is known of this machine, for keys that are bound to a host. */
  readonly hosts?: readonly HostFact[] | undefined;
  /** One for each running program: a seat is one program's. Without one, all is forgotten at its end. */
  readonly store?: Store | undefined;
  /** How long one try may take: 10,000 ms when absent. */
  readonly timeoutMs?: number | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly now?: (() => number) | undefined;
  /** So many random bytes. */
  readonly random?: ((bytes: number) => Uint8Array<ArrayBuffer>) | undefined;
  /** Waits for so many milliseconds. */
  readonly sleep?: ((milliseconds: number) => Promise<void>) | undefined;
}

export interface Validation extends OnlineCheck {
  /** Whether the portal said so; else this machine did, by the seat or the files at hand. */
  readonly isOnline: boolean;
  /** The portal's whole answer: scheme, coveredThrough, quantity, inUse and so on. */
  readonly facts: Reply["body"];
}

export interface Activation {
  readonly ok: boolean;
  readonly code: OnlineCode;
  /** `activationId`, `quantity`, `inUse`. */
  readonly facts: Reply["body"];
}

export interface Client {
  /** Is kept in the store; for `checkLicense`, too. */
  readonly state: State;
  /**
   * Whether the key lets this program run. Asks the portal; while it is away the seat that this program holds counts,
   * or one of these files, which `readLicense` has read.
   */
  validate(files?: readonly LicenseFile[]): Promise<Validation>;
  /** This machine becomes one of the key's; again does no harm. */
  activate(name?: string): Promise<Activation>;
  /** And is none any more. */
  deactivate(): Promise<Activation>;
  /** A floating seat: the one that this program held before it died, or another. */
  checkout(options?: CheckoutOptions): Promise<Seat | OnlineRefusal>;
  /** A seat for a number of days without network, 1 to 30. Give it back with `return()`. */
  borrow(days: number): Promise<Seat | OnlineRefusal>;
  /** The seat in the store, if its lease is still good: no network. Also how a borrowed one is found again. */
  resume(): Promise<Seat | undefined>;
  /** The host's newest file in place of this text; this one where there is none newer, or the portal is away. */
  refresh(file: string): Promise<{ readonly text: string; readonly code: OnlineCode }>;
  /** Fetches the lists of signing keys and of revocations: once a day is a good habit. */
  update(): Promise<{ readonly ok: true } | Refusal<LocalCode>>;
  /** Writes the state, after checks of files with it. */
  save(): Promise<void>;
}

/** Recalls what the store knows. */
export async function openClient(options: ClientOptions): Promise<Client> {
  const { trust, store, product, version, releasedOn, key, machine, base } = options;
  const state = readState((await store?.load()) ?? null);
  await recall(trust, state);
  const random = options.random ?? ((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
  const line: Line = {
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    now: options.now ?? Date.now,
    sleep: options.sleep ?? ((milliseconds) => new Promise((done) => setTimeout(done, milliseconds))),
    timeoutMs: options.timeoutMs ?? 10_000,
    hosts: (options.hosts ?? []).map(({ kind, value }) => hostFact(kind, value)),
    trust,
    store,
    state,
    base: `${base.replace(/\/+$/, "")}/v1/licensing/`,
    asker: { key, machine },
    program: { product, version, releasedOn },
    draw: () => base64url(random(16)),
  };
  return {
    state,
    validate: (files = []) => validate(line, files),
    activate: (name) => activation(line, ask(line, "POST", "activations", { name, host: line.hosts[0] })),
    deactivate: () => activation(line, ask(line, "DELETE", `activations/${state.activationId}`, {})),
    checkout: (asked = {}) => checkout(line, asked, null),
    borrow: (days) => checkout(line, {}, days),
    resume: () => resume(line),
    refresh: (file) => refresh(line, file),
    update: () => update(line),
    save: () => save(line),
  };
}

async function validate(line: Line, files: readonly LicenseFile[]): Promise<Validation> {
  const { program, hosts, state } = line;
  let said: Validation | undefined;
  for (const host of hosts.length > 0 ? hosts : [undefined]) {
    said = await askValidation(line, host);
    if (said?.code !== "wrong_host") break;
  }
  if (said) return said;
  const seat = await resume(line);
  const check =
    seat?.check() ??
    (files.length > 0
      ? checkLicense(files, { ...program, hosts, now: line.now(), state })
      : refusal("unreachable"));
  await save(line);
  return { ...check, isOnline: false, facts: {} };
}

async function activation(line: Line, asked: Promise<Reply>): Promise<Activation> {
  const { code, body } = await asked;
  const ok = code === "ok";
  if (ok) line.state.activationId = (body["activationId"] as string | undefined) ?? null;
  await save(line);
  return { ok, code, facts: body };
}

async function refresh(line: Line, file: string): Promise<{ text: string; code: OnlineCode }> {
  // A file speaks for itself: no key goes with it.
  const reply = await ask(line, "POST", "files", { file, key: undefined, machine: undefined });
  if (reply.code !== "ok") return { text: file, code: reply.code };
  const text = String(reply.body["file"]);
  const [newer, older] = [await readOnline(line, readLicense, text), await readLicense(file, line.trust)];
  if (!newer.ok) return { text: file, code: newer.code };
  const isOlder = older.ok && newer.value.sequence < older.value.sequence;
  return isOlder ? { text: file, code: "older_file" } : { text, code: "ok" };
}
