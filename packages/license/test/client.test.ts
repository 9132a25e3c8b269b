/** The client against a small portal and a bad network: keys, machines, files, lists. */
import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { type ClientOptions, newState, openClient, readLicense, readState, trustKeys } from "../src/index.ts";
import { KEY, openPortal, type TestPortal } from "./portal.ts";
import { keyList, license, licenseKey, revocations } from "./sign.ts";
import { keys } from "./vectors/texts.ts";

let portal: TestPortal = await openPortal();
const opened: TestPortal[] = [portal];
after(async () => {
  for (const it of opened) await it.close();
});
beforeEach(async () => {
  portal = await openPortal();
  opened.push(portal);
});

const HOSTS = [{ kind: "ethernet", value: "00:11:22:aa:bb:cc" }];

async function client(change: Partial<ClientOptions> = {}) {
  const trust = await trustKeys([portal.keys.current.publicKey]);
  const program = { product: "doors", releasedOn: "2010-03-31" };
  const clock = { now: () => portal.now, sleep: async () => {} };
  return openClient({
    base: `${portal.address}/`,
    key: KEY,
    machine: "m1:machine-one-0001",
    trust,
    ...program,
    ...clock,
    ...change,
  });
}

describe("validate", () => {
  test("a good key, by a signed answer to this very question", async () => {
    const validation = await (await client()).validate();
    assert.deepEqual([validation.ok, validation.code, validation.isOnline], [true, "ok", true]);
  });

  test("an unknown key, another product: the portal's code", async () => {
    assert.equal((await (await client({ key: `${KEY.slice(0, -1)}1` })).validate()).code, "unknown");
    assert.equal((await (await client({ product: "was" })).validate()).code, "wrong_product");
  });

  test("BAR case 33 revoked: refused by the next question; a machine of its own is told so", async () => {
    const it = await client();
    assert.ok((await it.activate()).ok);
    assert.ok((await it.validate()).ok);
    portal.isRevoked = true;
    assert.equal((await it.validate()).code, "revoked");
    assert.equal((await (await client({ machine: "m1:machine-two-0002" })).validate()).code, "unknown");
  });

  test("an answer that was given to another question, or is unsigned, is no yes", async () => {
    const replies: string[] = [];
    const recording: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      replies.push(await response.clone().text());
      return response;
    };
    await (await client({ fetch: recording })).validate();
    const replay: typeof fetch = async () => new Response(replies[0]);
    assert.equal((await (await client({ fetch: replay })).validate()).code, "bad_signature");
    const unsigned: typeof fetch = async () => Response.json({ valid: true, code: "valid", answer: null });
    assert.equal((await (await client({ fetch: unsigned })).validate()).ok, false);
  });

  test("a signed yes for another product is no yes for this one", async () => {
    const other: typeof fetch = async (input, init) => {
      const body = JSON.parse(String(init?.body)) as object;
      return fetch(input, { ...init, body: JSON.stringify({ ...body, product: "doors" }) });
    };
    assert.equal((await (await client({ product: "was", fetch: other })).validate()).code, "wrong_product");
  });

  test("while the portal is away the file at hand counts, and its own refusals", async () => {
    portal.isAway = true;
    const it = await client({ hosts: HOSTS });
    const read = await readLicense(license(keys.current), await trustKeys([keys.current.publicKey]));
    assert.ok(read.ok);
    const validation = await it.validate([read.value]);
    assert.deepEqual([validation.code, validation.isOnline], ["ok", false]);
    portal.now = Date.parse("2010-03-01T00:00:00Z");
    assert.equal((await it.validate([read.value])).code, "expired");
    assert.equal((await it.validate()).code, "unreachable");
  });

  test("answers are lost, the database is away, questions are too many: asked again, three times in all", async () => {
    portal.lost = 1;
    portal.failing = [503];
    assert.equal((await (await client()).validate()).code, "ok");
    portal.failing = [429, 429, 503];
    assert.equal((await (await client()).validate()).code, "unreachable");
    assert.equal(portal.asked.length, 6);
  });

  test("a portal that wants to be left alone for long is as good as away; one that says no time is asked soon", async () => {
    const pauses: number[] = [];
    const sleep = async (milliseconds: number): Promise<void> => void pauses.push(milliseconds);
    const busy =
      (rest: string): typeof fetch =>
      async () =>
        new Response("{}", { status: 429, headers: { "retry-after": rest } });
    assert.equal((await (await client({ fetch: busy("60"), sleep })).validate()).code, "unreachable");
    assert.deepEqual(pauses, []);
    assert.equal((await (await client({ fetch: busy("2"), sleep })).validate()).code, "unreachable");
    assert.deepEqual(pauses.splice(0), [2000, 2000]);
    await (await client({ fetch: busy("Tue, 05 Jan 2010 03:00:00 GMT"), sleep })).validate();
    assert.deepEqual(pauses, [250, 1000]);
  });

  test("of several hosts the one to which the key is bound is found", async () => {
    const asked: unknown[] = [];
    const bound: typeof fetch = async (input, init) => {
      const { host } = JSON.parse(String(init?.body)) as { host?: { kind: string } };
      asked.push(host?.kind);
      if (host?.kind === "ethernet") return fetch(input, init);
      return Response.json({ valid: false, code: "wrong_host", answer: null });
    };
    const hosts = [{ kind: "hostname", value: "app01" }, ...HOSTS, { kind: "user", value: "ann" }];
    assert.equal((await (await client({ fetch: bound, hosts })).validate()).code, "ok");
    assert.deepEqual(asked, ["hostname", "ethernet"]);
  });

  test("BAR 10 a clock that was five years ahead by mistake is put right by the portal's answer", async () => {
    const it = await client();
    it.state.time = portal.now + 5 * 365 * 86_400_000;
    const [read] = [await readLicense(license(keys.current), await trustKeys([keys.current.publicKey]))];
    assert.ok(read.ok);
    portal.isAway = true;
    assert.equal((await it.validate([read.value])).code, "clock_rolled_back");
    portal.isAway = false;
    assert.equal((await it.validate()).code, "ok");
    assert.deepEqual([it.state.time, it.state.mended], [portal.now, 1]);
  });
});

describe("activate", () => {
  test("a host is told in its one spelling, and by nothing else", async () => {
    const named = { kind: "ethernet", value: "00-11-22-AA-BB-CC", name: "app01" };
    await (await client({ hosts: [named] })).activate();
    assert.deepEqual(portal.bodies.at(-1)?.["host"], { kind: "ethernet", value: "001122aabbcc" });
  });

  test("once and again, beyond the limit, and back", async () => {
    const one = await client();
    const other = await client({ machine: "m1:machine-two-0002" });
    assert.equal((await one.activate("app01")).code, "ok");
    assert.equal((await one.activate("app01")).facts["inUse"], 1);
    assert.deepEqual(
      [(await other.activate()).code, (await other.deactivate()).ok],
      ["activation_limit", false],
    );
    assert.ok((await one.deactivate()).ok);
    assert.equal((await other.activate()).code, "ok");
  });
});

describe("refresh and update", () => {
  test("the newest file takes the old one's place; an older or a forged one does not", async () => {
    const it = await client();
    const file = license(keys.current);
    assert.deepEqual(await it.refresh(file), { text: portal.newestFile, code: "ok" });
    portal.newestFile = license(keys.current, { sequence: 6 });
    assert.deepEqual(await it.refresh(file), { text: file, code: "older_file" });
    portal.newestFile = license(keys.strange);
    assert.deepEqual(await it.refresh(file), { text: file, code: "unknown_key" });
    portal.isAway = true;
    assert.deepEqual(await it.refresh(file), { text: file, code: "unreachable" });
  });

  test("BAR 50 the portal's keys follow one another: the list is fetched, kept, and verified at the next start", async () => {
    let kept: string | null = null;
    const store = {
      load: () => kept,
      save: (text: string) => {
        kept = text;
      },
    };
    portal.now += 2 * 86_400_000;
    portal.signer = keys.next;
    assert.equal((await (await client({ store })).validate()).code, "ok");
    const asked = portal.asked.length;
    assert.equal((await (await client({ store })).validate()).code, "ok");
    assert.equal(portal.asked.length, asked + 1);
    assert.equal(readState(kept).lists.length, 1);
  });

  test("a list in the store that no trusted key signed teaches nothing", async () => {
    const state = { ...newState(), lists: [keyList(keys.strange, [keys.strange])] };
    const store = { load: () => JSON.stringify(state), save: () => {} };
    portal.signer = keys.strange;
    assert.equal((await (await client({ store })).validate()).code, "unknown_key");
  });

  test("BAR case 33 the newest revocation list, and never an older one", async () => {
    const it = await client({ hosts: HOSTS });
    portal.now += 2 * 86_400_000;
    assert.ok((await it.update()).ok);
    const read = await readLicense(
      license(keys.current, { keys: [licenseKey()] }),
      await trustKeys([keys.current.publicKey]),
    );
    assert.ok(read.ok);
    portal.revocations = revocations(keys.current, { sequence: 11, keys: [] });
    const told = await it.update();
    assert.equal(!told.ok && told.code, "older_list");
    portal.isAway = true;
    assert.equal((await it.validate([read.value])).code, "revoked");
  });
});
