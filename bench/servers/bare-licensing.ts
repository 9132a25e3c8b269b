/**
 * The least that could answer a validation: bare Fastify and one indexed SELECT, as the portal's role and within the
 * vendor's reach. It lacks everything else: limits, machines, schemas, guards, traces, signatures.
 */
import { createHash } from "node:crypto";
import fastify from "fastify";
import pg from "pg";

const options = "-c role=carnet_app -c timezone=UTC -c carnet.reach=vendor";
const pool = new pg.Pool({ max: 12, ...JSON.parse(process.env["CONNECTION"] ?? "{}"), options });
const text = `select id, state, product_code, product_name, scheme, version, covered_through::text, lock, quantity, expires_at
                from license_keys where secret_hash = $1`;

const app = fastify();
app.post("/v1/licensing/validations", async (request) => {
  const { key } = request.body as { key: string };
  const hash = createHash("sha256").update(key).digest();
  const found = (await pool.query({ name: "key", text, values: [hash] })).rows[0];
  if (found === undefined || found.state !== "issued") return { valid: false, code: "unknown" };
  const isOver = found.expires_at !== null && found.expires_at <= new Date();
  return { valid: !isOver, code: isOver ? "expired" : "valid", ...found };
});
const address = await app.listen({ port: 0, host: "127.0.0.1" });
console.log(`listening ${new URL(address).port}`);
process.once("SIGTERM", async () => {
  await app.close();
  await pool.end();
});
