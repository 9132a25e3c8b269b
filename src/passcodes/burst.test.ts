/** BAR case 16: one account, an open passcode, many first-access flows at once, each by a connection of its own. */
import assert from "node:assert/strict";
import { Agent, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { sql } from "kysely";
import { CAST, PASSWORD } from "../../test/cast.ts";
import { testPortal } from "../../test/portal.ts";
import { makeDueDocuments } from "../agreements/documents/documents.operations.ts";
import { withCheckSymbol } from "../agreements/first-access/passcode.rules.ts";
import { systemContext } from "../platform/context.ts";

const LIHUA = "lihua@formosa.example";
const FLOWS = 200;
const GUESSES_EACH = 5;
/** Beyond these a person waits: the limit on guesses by one person, whatever site. */
const LOOKED_AT = 60;

const portal = await testPortal();
after(() => portal.close());
await portal.app.listen({ port: 0, host: "127.0.0.1" });
const { port } = portal.app.server.address() as AddressInfo;

test("BAR case 16: of 1,000 guesses in 200 flows five are counted, the passcode is dead, its owner is told", async () => {
  await sql`update sites set first_ordered_on = '2009-07-10' where id = ${CAST.formosa}`.execute(
    portal.owner,
  );
  await makeDueDocuments(systemContext(portal.portal, "test"));
  const cookies: string[] = [];
  for (let n = 0; n < 8; n++) cookies.push(await signIn());
  const agent = new Agent({ keepAlive: true, maxSockets: 40 });
  const codes = wrongCodes(FLOWS * GUESSES_EACH);
  const flows = Array.from({ length: FLOWS }, async (_, flow) => {
    const answers: string[] = [];
    for (const code of codes.slice(flow * GUESSES_EACH, (flow + 1) * GUESSES_EACH)) {
      answers.push(await guess(agent, cookies[flow % cookies.length] ?? "", code));
    }
    return answers;
  });
  const answers = (await Promise.all(flows)).flat();
  agent.destroy();
  const counted = Object.fromEntries(
    [...Map.groupBy(answers, (code) => code)].map(([k, v]) => [k, v.length]),
  );
  assert.equal(answers.length, 1000);
  assert.deepEqual(counted, {
    "409 passcode_wrong": 1,
    "409 passcode_wrong_again": 3,
    "410 passcode_exhausted": LOOKED_AT - 4,
    "429 too_many_requests": 1000 - LOOKED_AT,
  });
  const { rows } = await sql<{ state: string; tries: number }>`
    select state, tries from passcodes where site_id = ${CAST.formosa}`.execute(portal.owner);
  assert.deepEqual(rows, [{ state: "exhausted", tries: 5 }]);
  const mails = await sql<{ toAddress: string }>`
    select to_address from mails where template = 'passcode-exhausted'`.execute(portal.owner);
  assert.deepEqual(mails.rows, [{ toAddress: LIHUA }]);
  const grants = await sql`select from access_grants where site_id = ${CAST.formosa}`.execute(portal.owner);
  assert.equal(grants.rows.length, 0);
});

async function signIn(): Promise<string> {
  const payload = { email: LIHUA, password: PASSWORD };
  const reply = await portal.app.inject({ method: "POST", url: "/v1/session", payload });
  const cookie = reply.cookies.find(({ name }) => name.endsWith("carnet"));
  return `${cookie?.name}=${cookie?.value}`;
}

function wrongCodes(count: number): string[] {
  const codes: string[] = [];
  for (let value = 0; codes.length < count; value += 37) {
    const code = withCheckSymbol(String(value).padStart(12, "0"));
    if (code !== undefined) codes.push(code);
  }
  return codes;
}

/** Status and code of one guess. */
function guess(agent: Agent, cookie: string, passcode: string): Promise<string> {
  const body = JSON.stringify({ siteNumber: "7004321", passcode });
  const headers = { cookie, "content-type": "application/json", "content-length": String(body.length) };
  const asked = { agent, port, host: "127.0.0.1", method: "POST", path: "/v1/first-access", headers };
  return new Promise((resolve, reject) => {
    request(asked, (reply) => void told(reply).then(resolve, reject))
      .on("error", reject)
      .end(body);
  });
}

async function told(reply: IncomingMessage): Promise<string> {
  const text = (await reply.toArray()).join("");
  return `${reply.statusCode} ${(JSON.parse(text) as { code?: string }).code ?? "opened"}`;
}
