import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import type { InjectOptions } from "fastify";
import { z } from "zod";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { type TestServer, testServer } from "../../../test/server.ts";
import type { Server } from "./server.ts";

const PRODUCTION = {
  CARNET_MODE: "production",
  CARNET_BASE_URL: "https://portal.carnet.example",
  CARNET_SECRET: "q7Zk2vN8xW4mB6tR1yH9cD3fJ5gL0pSa",
  CARNET_SMTP_URL: "smtp://mail.carnet.example",
};
const HOST = "portal.carnet.example";

let database: TestDatabase;
let demo: TestServer;
let production: TestServer;
let changed = 0;

function addRoutes(app: Server): void {
  app.get("/v1/things", async () => []);
  app.get("/page", (_, reply) => reply.type("text/html").send("<p>page</p>"));
  app.get("/assets/app.js", (_, reply) => reply.type("text/javascript").send("0"));
  app.get("/healthz", async () => "ok");
  app.get("/v1/broken", async () => {
    throw new Error("select secret from /var/lib/carnet");
  });
  app.post("/v1/things", { schema: { body: z.strictObject({ name: z.string() }) } }, async ({ ip }) => ({
    times: ++changed,
    ip,
  }));
  app.post("/page", async () => ({ times: ++changed }));
}

before(async () => {
  database = await testDatabase({ empty: true });
  const { connection } = database;
  demo = await testServer({ connection, routes: addRoutes });
  production = await testServer({
    connection,
    routes: addRoutes,
    settings: { ...PRODUCTION, CARNET_TRUSTED_PROXIES: "10.0.0.0/8" },
  });
});
after(async () => {
  await demo.close();
  await production.close();
  await database.close();
});

describe("every answer carries what protects a browser", () => {
  const asked: [what: string, options: InjectOptions, status: number][] = [
    ["the API", { url: "/v1/things" }, 200],
    ["a page", { url: "/page" }, 200],
    ["an asset", { url: "/assets/app.js" }, 200],
    ["nothing there, in the API", { url: "/v1/nothing" }, 404],
    ["nothing there, as a page", { url: "/nothing" }, 404],
    ["a wrong method", { method: "DELETE", url: "/page" }, 405],
    ["a fault of ours", { url: "/v1/broken" }, 500],
    ["a wrong body", { method: "POST", url: "/v1/things", payload: {} }, 400],
    [
      "a foreign origin",
      { method: "POST", url: "/page", headers: { host: HOST, origin: "https://evil.example" } },
      403,
    ],
    ["a wrong host", { url: "/page", headers: { host: "evil.example" } }, 421],
  ];
  for (const [what, options, status] of asked) {
    test(`${what}: ${status}`, async () => {
      const { statusCode, headers } = await production.app.inject({ headers: { host: HOST }, ...options });
      assert.equal(statusCode, status);
      assert.equal(headers["strict-transport-security"], "max-age=31536000; includeSubDomains");
      assert.match(
        String(headers["content-security-policy"]),
        /default-src 'none';.*base-uri 'none';object-src 'none';frame-ancestors 'none'/,
      );
      assert.doesNotMatch(String(headers["content-security-policy"]), /unsafe|upgrade-insecure/);
      const named = [
        "x-content-type-options",
        "x-frame-options",
        "referrer-policy",
        "cross-origin-opener-policy",
      ];
      assert.deepEqual(
        [...named, "cross-origin-resource-policy", "cache-control"].map((name) => headers[name]),
        ["nosniff", "DENY", "same-origin", "same-origin", "same-origin", "no-store"],
      );
      assert.match(String(headers["x-request-id"]), /^req_[0-9a-z]{24}$/);
      assert.deepEqual(
        [headers["x-powered-by"], headers["server"], headers["access-control-allow-origin"]],
        [undefined, undefined, undefined],
      );
    });
  }

  test("an address that is no text: 400", async () => {
    const { statusCode, headers, body } = await production.app.inject({
      url: "/%zz",
      headers: { host: HOST },
    });
    assert.deepEqual(
      [statusCode, headers["x-content-type-options"], headers["cache-control"]],
      [400, "nosniff", "no-store"],
    );
    assert.equal(JSON.parse(body).code, "malformed_request");
  });

  test("without TLS in front there is no HSTS", async () => {
    const { headers } = await demo.app.inject("/page");
    assert.equal(headers["strict-transport-security"], undefined);
  });
});

describe("the host", () => {
  const asked: [host: string, status: number][] = [
    [HOST, 200],
    ["PORTAL.carnet.example", 200],
    [`${HOST}:443`, 200],
    [`${HOST}:8443`, 421],
    ["evil.example", 421],
    [`${HOST}.evil.example`, 421],
    [`evil.example/${HOST}`, 421],
    ["", 421],
  ];
  for (const [host, status] of asked) {
    test(`"${host}" is answered ${status} in production`, async () => {
      const { statusCode } = await production.app.inject({ url: "/page", headers: { host } });
      assert.equal(statusCode, status);
    });
  }

  test("of a forwarded header says nothing", async () => {
    const forged = { "x-forwarded-host": HOST, forwarded: `host=${HOST}` };
    const { statusCode } = await production.app.inject({
      url: "/page",
      headers: { host: "evil.example", ...forged },
    });
    assert.equal(statusCode, 421);
  });

  test("may be an address for the machine beside us that asks for our health", async () => {
    const { statusCode } = await production.app.inject({
      url: "/healthz",
      headers: { host: "10.0.0.3:8080" },
    });
    assert.equal(statusCode, 200);
  });

  test("said twice is refused with 400, whatever it says", async () => {
    await demo.app.listen({ port: 0, host: "127.0.0.1" });
    const answer = await raw(
      demo,
      `GET /page HTTP/1.1\r\nHost: a.example\r\nHost: a.example\r\nConnection: close\r\n\r\n`,
    );
    assert.match(answer, /^HTTP\/1\.1 400 /);
  });
});

describe("a change is refused", () => {
  const json = { "content-type": "application/json" };
  const refused: [why: string, url: string, headers: Record<string, string>, status: number][] = [
    ["from another site's page", "/page", { origin: "https://evil.example" }, 403],
    ["from a page whose origin is hidden", "/page", { origin: "null" }, 403],
    ["from our host without TLS", "/page", { origin: `http://${HOST}` }, 403],
    ["from a host that begins as ours", "/page", { origin: `https://${HOST}.evil.example` }, 403],
    ["from a neighbour on our domain", "/page", { "sec-fetch-site": "same-site" }, 403],
    ["from anywhere else", "/page", { "sec-fetch-site": "cross-site", origin: `https://${HOST}` }, 403],
    [
      "with a password of the proxy, which a browser sends on its own",
      "/page",
      { authorization: "Basic YTpi", origin: "https://evil.example" },
      403,
    ],
    ["to the API as text", "/v1/things", { "content-type": "text/plain" }, 415],
    ["to the API as a form", "/v1/things", { "content-type": "application/x-www-form-urlencoded" }, 415],
    ["to the API without saying what it is", "/v1/things", { "content-type": "" }, 415],
  ];
  for (const [why, url, headers, status] of refused) {
    test(`${why}: ${status}`, async () => {
      const was = changed;
      const reply = await production.app.inject({
        method: "POST",
        url,
        payload: '{"name":"x"}',
        headers: { host: HOST, ...json, ...headers },
      });
      assert.deepEqual([reply.statusCode, changed], [status, was]);
    });
  }

  test("that hides in a safe method: the override says nothing", async () => {
    const overrides = {
      "x-http-method-override": "POST",
      "x-http-method": "POST",
      "x-method-override": "POST",
    };
    const was = changed;
    const { statusCode, body } = await production.app.inject({
      url: "/v1/things?_method=POST",
      headers: { host: HOST, ...overrides },
    });
    assert.deepEqual([statusCode, body, changed], [200, "[]", was]);
  });
});

describe("a change is taken", () => {
  const taken: [from: string, headers: Record<string, string>][] = [
    ["from our own page", { origin: `https://${HOST}`, "sec-fetch-site": "same-origin" }],
    [
      "from our own page, whose origin the browser hides",
      { origin: "null", "sec-fetch-site": "same-origin" },
    ],
    ["from an older browser", { origin: `https://${HOST}` }],
    ["from a program", {}],
    [
      "from a program with a key, wherever it runs",
      { authorization: "Bearer carnet_live_x", origin: "https://tools.example" },
    ],
  ];
  for (const [from, headers] of taken) {
    test(from, async () => {
      const reply = await production.app.inject({
        method: "POST",
        url: "/v1/things",
        payload: { name: "x" },
        headers: { host: HOST, ...headers },
      });
      assert.equal(reply.statusCode, 200);
    });
  }

  test("in a demo, by whatever name the browser knows us", async () => {
    const headers = { host: "192.0.2.7:8080", origin: "http://192.0.2.7:8080" };
    assert.equal((await demo.app.inject({ method: "POST", url: "/page", headers })).statusCode, 200);
  });
});

describe("the caller's address", () => {
  const addressOf = async (server: TestServer, remoteAddress: string, forwarded: string) => {
    const headers = { host: HOST, "x-forwarded-for": forwarded, "x-real-ip": "198.51.100.9" };
    const reply = await server.app.inject({
      method: "POST",
      url: "/v1/things",
      payload: { name: "x" },
      headers,
      remoteAddress,
    });
    return reply.json().ip;
  };

  test("is the connection's when no proxy is known", async () => {
    assert.equal(await addressOf(demo, "203.0.113.5", "198.51.100.1"), "203.0.113.5");
  });

  test("is what a known proxy says, and only the last that is none of them", async () => {
    assert.equal(await addressOf(production, "10.1.2.3", "198.51.100.1"), "198.51.100.1");
    assert.equal(await addressOf(production, "10.1.2.3", "1.1.1.1, 198.51.100.1, 10.9.9.9"), "198.51.100.1");
    assert.equal(await addressOf(production, "203.0.113.5", "198.51.100.1"), "203.0.113.5");
  });
});

/** What comes back for these very bytes. */
function raw({ app }: TestServer, text: string): Promise<string> {
  const address = app.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => (answer += chunk));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}
