/** One program with its store before one small portal, new for each test: what the tests of seats share. */
import assert from "node:assert/strict";
import { after, beforeEach } from "node:test";
import { type Client, type ClientOptions, openClient, trustKeys } from "../src/index.ts";
import { KEY, openPortal, type TestPortal } from "./portal.ts";

export interface Stage {
  portal: TestPortal;
  /** What is in the program's store. */
  kept: string | null;
}

/** To be called once in a test file. */
export async function openStage() {
  const opened = [await openPortal()];
  const stage = { portal: opened[0], kept: null } as Stage;
  after(async () => {
    for (const it of opened) await it.close();
  });
  beforeEach(async () => {
    stage.portal = await openPortal();
    stage.kept = null;
    opened.push(stage.portal);
  });
  const store = {
    load: () => stage.kept,
    save: (text: string) => {
      stage.kept = text;
    },
  };
  const client = async (change: Partial<ClientOptions> = {}): Promise<Client> => {
    const trust = await trustKeys([stage.portal.keys.current.publicKey]);
    const program = { product: "doors", releasedOn: "2010-03-31" };
    const clock = { now: () => stage.portal.now, sleep: async () => {} };
    const asker = { base: stage.portal.address, key: KEY, machine: "m1:machine-one-0001" };
    return openClient({ ...asker, trust, store, ...program, ...clock, ...change });
  };
  const seatOf = async (it: Client, options = {}) => {
    const seat = await it.checkout(options);
    assert.ok(seat.ok, seat.ok ? "" : seat.code);
    return seat;
  };
  return { stage, client, seatOf };
}
