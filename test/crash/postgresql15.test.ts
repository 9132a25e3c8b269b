/**
 * The whole portal on Debian's PostgreSQL 15, reached by a URL, with an owner that is no superuser: as on a server of
 * the customer's own. Needs /usr/lib/postgresql/15; in CI on Debian 12 its absence is a failure.
 */
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import pg from "pg";
import { serverAccount } from "../../src/platform/postgres/account.ts";
import { waitForServer } from "../../src/platform/postgres/wait.ts";
import { CAST } from "../cast.ts";
import { type TestPortal, testPortal } from "../portal.ts";
import { buildTemplate, run } from "../template.ts";

const BINARIES = "/usr/lib/postgresql/15/bin";
const isThere = existsSync(join(BINARIES, "postgres"));
const mustBeThere = process.env["CI"] !== undefined && isDebian12();
const reason = `there is no PostgreSQL 15 here (${BINARIES}): apt-get install postgresql-15`;
if (!isThere && !mustBeThere) console.log(`SKIPPED: the portal on PostgreSQL 15, for ${reason}`);

describe("the portal on Debian's PostgreSQL 15", { skip: isThere || mustBeThere ? false : reason }, () => {
  let folder: string;
  const url = (user: string, database: string) =>
    `postgres:///${database}?host=${encodeURIComponent(folder)}&user=${user}`;
  let server: ChildProcess;
  let portal: TestPortal;

  before(async () => {
    assert.ok(isThere, reason);
    folder = mkdtempSync(join(tmpdir(), "carnet-pg15-"));
    server = await startCluster(folder);
    const superuser = { connectionString: url("postgres", "postgres") };
    await waitForServer(superuser);
    await run(superuser, "create role carnet_owner login createrole createdb nosuperuser");
    // The cast belongs to several sites, and row-level security binds an owner, too.
    await buildTemplate({
      connectionString: `${url("carnet_owner", "postgres")}&options=-c%20carnet.reach%3Dvendor`,
    });
    process.env["TEST_CONNECTION"] = JSON.stringify({ connectionString: url("carnet_owner", "postgres") });
    portal = await testPortal();
  });
  after(async () => {
    await portal?.close();
    server?.kill("SIGINT");
    if (server?.exitCode === null) await once(server, "exit");
    if (folder !== undefined)
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  });

  test("is the one that we mean, and the portal is no superuser there", async () => {
    const client = new pg.Client(portal.database.connection);
    await client.connect();
    const { rows } = await client.query<{ version: string; super: string }>(
      "select current_setting('server_version_num')::int / 10000 as version, current_setting('is_superuser') as super",
    );
    await client.end();
    assert.deepEqual(rows, [{ version: 15, super: "off" }]);
  });

  test("is ready, and keeps sites apart", async () => {
    assert.equal((await portal.app.inject("/readyz")).statusCode, 200);
    const { rows } = await portal.database.pool.query("select count(*)::int as seen from sites");
    assert.deepEqual(rows, [{ seen: 0 }]);
  });

  const lists = [
    "/v1/session",
    "/v1/sites",
    `/v1/sites/${CAST.aoba}`,
    `/v1/sites/${CAST.aoba}/entitlements?sort=-coveredThrough&q=d`,
    `/v1/sites/${CAST.aoba}/orders`,
    `/v1/sites/${CAST.aoba}/proofs`,
    `/v1/sites/${CAST.aoba}/downloads`,
    `/v1/sites/${CAST.aoba}/history`,
    `/sites/${CAST.aoba}`,
    `/sites/${CAST.aoba}/entitlements`,
    `/v1/sites/${CAST.aoba}/renewal-quotes`,
    `/v1/sites/${CAST.aoba}/reinstatements`,
    `/v1/sites/${CAST.aoba}/cart`,
    `/v1/catalog/products?siteId=${CAST.aoba}&q=was`,
    `/v1/dates`,
    `/sites/${CAST.aoba}/studio`,
  ];
  for (const path of lists) {
    test(`answers ${path} to somebody who signed in`, async () => {
      const reply = await portal.as("hana@aoba.example", { url: path });
      assert.equal(reply.statusCode, 200, reply.body.slice(0, 500));
    });
  }

  test("does its jobs, those of the night too", async () => {
    assert.ok((await portal.portal.jobs.catchUp()) > 0);
  });
});

function isDebian12(): boolean {
  return existsSync("/etc/debian_version") && readFileSync("/etc/debian_version", "utf8").startsWith("12");
}

/** A new cluster on a unix socket alone, under an account without rights when we are root. */
async function startCluster(folder: string): Promise<ChildProcess> {
  const data = join(folder, "data");
  const account = serverAccount(data);
  chmodSync(folder, 0o755);
  if (account !== null) chownSync(folder, account.uid, account.gid);
  const as = account === null ? {} : { uid: account.uid, gid: account.gid };
  const options = { ...as, cwd: "/", env: { LC_ALL: "C.UTF-8", PATH: BINARIES } };
  const initdb = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"];
  execFileSync(join(BINARIES, "initdb"), initdb, { ...options, stdio: "ignore" });
  const settings = ["listen_addresses=", `unix_socket_directories=${folder}`, "max_connections=50"];
  const args = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
  return spawn(join(BINARIES, "postgres"), args, { ...options, stdio: "ignore" });
}
