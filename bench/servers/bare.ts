/**
 * The least that could answer the same, by hand on node:http and pg: the same reads with the same walls. As the portal's
 * role, bound by row-level security: the session; a transaction that says for whom, in one message; the grant; the page;
 * the end. Statements are named, so PostgreSQL plans each once a connection. It lacks everything else: rules, a schema
 * of what is asked and of the answer, guards, headers, sealed cursors, the log.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import pg from "pg";

const options = "-c role=carnet_app -c timezone=UTC";
const pool = new pg.Pool({ max: 12, ...JSON.parse(process.env["CONNECTION"] ?? "{}"), options });
const SESSION = `select session.person_id from sessions session
    join people person on person.id = session.person_id and person.state = 'active'
   where session.token_hash = $1 and session.expires_at > now()`;
const GRANT = `select held.role, held.entitlements, held.valid_through, site.program, site.country
    from access_grants held
    join sites site on site.id = held.site_id
   where held.site_id = $1 and held.person_id = $2`;
const COLUMNS = `id, order_number, order_line, ordered_on::text, part_number, product_code, product_name, quantity,
  covered_from::text, covered_through::text`;
const FIRST = `select ${COLUMNS} from entitlement_lines
   where site_id = $1 and sorted_through >= $2 and covered_from <= $2 and product_code = $3
   order by sorted_through, id limit $4`;
const NEXT = `select ${COLUMNS} from entitlement_lines
   where site_id = $1 and sorted_through >= $2 and covered_from <= $2 and product_code = $3 and (sorted_through, id) > ($5, $6)
   order by sorted_through, id limit $4`;

const server = createServer(async (request, reply) => {
  const client = await pool.connect();
  try {
    await answer(client, request, reply);
  } finally {
    client.release();
  }
});

async function answer(client: pg.PoolClient, request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://bare");
  const token = request.headers.cookie?.split("carnet=")[1] ?? "";
  const hash = createHash("sha256").update(token).digest();
  const session = (await client.query({ name: "session", text: SESSION, values: [hash] })).rows[0];
  const siteId = url.pathname.split("/")[3] ?? "";
  if (session === undefined || !/^site_\w+$/.test(siteId)) return void reply.writeHead(404).end();
  await client.query(
    `begin; set local carnet.site_id = '${siteId}'; set local carnet.person_id = '${session.person_id}'`,
  );
  const grant = (await client.query({ name: "grant", text: GRANT, values: [siteId, session.person_id] }))
    .rows[0];
  const rows = grant === undefined ? undefined : await pageOf(client, siteId, url.searchParams);
  await client.query("commit");
  if (rows === undefined) return void reply.writeHead(404).end();
  const items = rows.slice(0, 50);
  const last = items.at(-1);
  const next = rows.length > 50 ? `${last.covered_through} ${last.id}` : null;
  reply
    .writeHead(200, { "content-type": "application/json" })
    .end(JSON.stringify({ items, next, limit: 50 }));
}

async function pageOf(client: pg.PoolClient, siteId: string, asked: URLSearchParams) {
  const values = [siteId, asked.get("today"), asked.get("product"), 51];
  const [day, id] = (asked.get("after") ?? "").split(" ");
  const page =
    id === undefined || day === ""
      ? await client.query({ name: "first", text: FIRST, values })
      : await client.query({ name: "next", text: NEXT, values: [...values, day, id] });
  return page.rows;
}

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening ${typeof address === "object" ? address?.port : ""}`);
});
process.once("SIGTERM", () => {
  server.close();
  void pool.end();
});
