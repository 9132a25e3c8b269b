/**
 * The least that could issue a key, by hand on node:http and pg, behind the same walls: the session; a transaction that
 * says for whom; the role in the Key Center; one statement that takes from the pool and adds host, key and event; the
 * signature; one statement that keeps the file; the durable end. It lacks everything else: rules, versions, a host's
 * other keys, a schema of what is asked and of the answer, guards, headers, the log.
 */
import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import pg from "pg";

const options = "-c role=carnet_app -c timezone=UTC";
const pool = new pg.Pool({ max: 12, ...JSON.parse(process.env["CONNECTION"] ?? "{}"), options });
const key = createPrivateKey(
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }),
);
const SESSION = `select session.person_id from sessions session
    join people person on person.id = session.person_id and person.state = 'active'
   where session.token_hash = $1 and session.expires_at > now()`;
const ROLE = `select held.role, site.number from key_memberships held join sites site on site.id = held.site_id
   where held.site_id = $1 and held.person_id = $2`;
const ISSUE = `with line as (
    select id, order_number, part_number, product_code, product_name, covered_through from entitlement_lines
     where site_id = $1 and id = $2),
  taken as (
    update key_pools set issued = issued + $3 where site_id = $1 and line_id = $2 and issued + $3 <= quantity returning 1),
  host as (
    insert into hosts (id, site_id, kind, value, name, file_sequence, added_at, added_by)
    select $4, $1, $5, $6, $7, 1, now(), $8 from taken returning id),
  fresh as (
    insert into license_keys (id, site_id, line_id, order_number, part_number, product_code, product_name, delivery, host_id,
                              lock, scheme, covered_through, quantity, issued_at, issued_by)
    select $9, $1, line.id, order_number, part_number, product_code, product_name, 'file', host.id, 'node-locked', 'date-based',
           covered_through, $3, now(), $8 from line, host
    returning product_code, product_name, covered_through::text)
  select product_code, product_name, covered_through from fresh`;
const KEEP = `insert into license_files (id, site_id, host_id, sequence, key_id, text, issued_at) values ($1, $2, $3, 1, 'bare', $4, now())`;
const TELL = `insert into events (id, name, site_id, actor, facts, at)
  values ($1, 'license-key.issued', $2, $3, $4, now())`;

const id = (kind: string) => `${kind}_${randomBytes(12).toString("hex")}`;

async function issue(client: pg.PoolClient, request: IncomingMessage) {
  const token = request.headers.cookie?.split("carnet=")[1] ?? "";
  const hash = createHash("sha256").update(token).digest();
  const { person_id: personId } = (await client.query({ name: "session", text: SESSION, values: [hash] }))
    .rows[0];
  const siteId = request.url?.split("/")[3] ?? "";
  const { lineId, quantity, host } = JSON.parse(await textOf(request));
  await client.query(
    `begin; set local carnet.site_id = '${siteId}'; set local carnet.person_id = '${personId}'`,
  );
  const member = (await client.query({ name: "role", text: ROLE, values: [siteId, personId] })).rows[0];
  const [keyId, hostId, fileId] = [id("key"), id("host"), id("lfile")];
  const values = [siteId, lineId, quantity, hostId, host.kind, host.value, host.name, personId, keyId];
  const made = (await client.query({ name: "issue", text: ISSUE, values })).rows[0];
  const payload = Buffer.from(
    JSON.stringify({
      purpose: "carnet-license-v1",
      fileId,
      sequence: 1,
      siteNumber: member.number,
      host,
      keys: [{ id: keyId, quantity, ...made }],
    }),
  );
  const text = `${sign(null, payload, key).toString("base64")}\n\n${payload.toString("base64")}\n`;
  await client.query({ name: "keep", text: KEEP, values: [fileId, siteId, hostId, text] });
  const facts = { keyId, quantity, host: host.name };
  await client.query({
    name: "tell",
    text: TELL,
    values: [id("event"), siteId, { kind: "person", personId }, facts],
  });
  await client.query("commit");
  return { keyId, text };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += part;
  return text;
}

const server = createServer(async (request, reply) => {
  const client = await pool.connect();
  try {
    const made = await issue(client, request);
    reply.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify(made));
  } catch (error) {
    await client.query("rollback");
    reply.writeHead(500).end(String(error));
  } finally {
    client.release();
  }
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening ${typeof address === "object" ? address?.port : ""}`);
});
process.once("SIGTERM", () => {
  server.close();
  void pool.end();
});
