import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { testPortal } from "../../../test/portal.ts";
import { addFile } from "../../../test/releases.ts";

test("a portal that stops cuts running downloads short, and notes what went out", async (t) => {
  const carnet = await testPortal();
  t.after(() => carnet.close());
  const file = await addFile(carnet, { content: randomBytes(40_000_000) });
  await carnet.portal.jobs.catchUp();
  await carnet.app.listen({ port: 0, host: "127.0.0.1" });
  const url = `/v1/sites/${CAST.aoba}/downloads/${file.id}/links`;
  const link = (await carnet.as("hana@aoba.example", { method: "POST", url })).json();
  const { port } = carnet.app.server.address() as AddressInfo;
  const isCut = new Promise<boolean>((done, fail) => {
    const asked = httpRequest(
      { host: "127.0.0.1", port, path: new URL(link.href).pathname, agent: false },
      (answer) => {
        answer.once("data", () => {
          answer.pause(); // a reader that takes its time
          void carnet.app.close().then(() => answer.resume());
        });
        answer.on("error", () => {});
        answer.on("close", () => done(!answer.complete));
      },
    );
    asked.on("error", fail);
    asked.end();
  });
  const patience = setTimeout(() => assert.fail("the portal waits for the download"), 10_000);
  assert.equal(await isCut, true);
  clearTimeout(patience);
  const { rows } = await sql<{ bytesSent: number; underWay: number }>`
    select bytes_sent, cardinality(under_way) as under_way from downloads`.execute(carnet.owner);
  assert.ok((rows[0]?.bytesSent ?? 0) > 0);
  assert.equal(rows[0]?.underWay, 0);
});
