import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { sql } from "kysely";
import { z } from "zod";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { type TestServer, testServer } from "../../../test/server.ts";
import { Problem } from "../problem.ts";
import { isDatabaseAway, parsed } from "./errors.ts";
import { ListQuery } from "./lists.ts";
import { problems, type Server } from "./server.ts";

let database: TestDatabase;
let server: TestServer;
const logged: string[] = [];

const Body = z.strictObject({
  name: z.string().min(1).max(20),
  count: z.int().min(1),
  lines: z.array(z.strictObject({ part: z.string() })).optional(),
  code: z
    .string()
    .refine((text) => text === "ok", "code_not_ours")
    .optional(),
});

function addRoutes(app: Server): void {
  const params = z.object({
    id: z
      .string()
      .max(5)
      .transform((id) => ({ id })),
  });
  const schema = { params, querystring: z.strictObject(ListQuery), body: Body };
  app.post("/v1/things/:id", { schema }, async ({ query }) => query);
  app.get("/v1/things", { schema: { querystring: z.strictObject(ListQuery) } }, async ({ query }) => query);
  app.get("/v1/things/:id", { schema: { params } }, async () => ({}));
  app.get("/v1/papers/:id.pdf", async () => ({}));
  app.put("/v1/things/:id", async () => ({}));
  app.get("/page", (_, reply) => reply.type("text/html").send("<p>page</p>"));
  app.post("/page", async ({ body }) => parsed(Body, body));
  app.get("/assets/*", async () => "asset");
  app.get("/v1/refused", async () => {
    throw new Problem(409, "limit_reached", {
      most: 4,
      status: "full",
      code: "other",
      type: "x",
      requestId: "forged",
    });
  });
  app.get("/v1/often", async () => {
    throw new Problem(429, "too_many_requests", { retryAfterSeconds: 17 });
  });
  app.get("/v1/bug", async () => {
    throw new TypeError("Cannot read properties of /var/lib/carnet/secret", {
      cause: "postgres://owner:hunter2@db",
    });
  });
  app.get("/v1/sql", async ({ context }) => sql`select hunter2 from nowhere`.execute(context.db));
  const reply = { 200: z.object({ name: z.string() }), ...problems(500) };
  app.get("/v1/listed", { schema: { response: reply } }, async () => ({ name: "a", password: "hunter2" }));
  app.get("/v1/unlisted", { schema: { response: reply } }, async () => ({ nam: "hunter2" }) as never);
  for (const hook of ["preParsing", "preValidation", "preHandler", "preSerialization"] as const) {
    const broken = async () => {
      throw new Error(`hunter2 in ${hook}`);
    };
    app.get(`/v1/hooks/${hook}`, { [hook]: broken }, async () => ({}));
  }
}

before(async () => {
  database = await testDatabase({ empty: true });
  server = await testServer({ connection: database.connection, routes: addRoutes, logged });
  await server.app.listen({ port: 0, host: "127.0.0.1" });
});
after(async () => {
  await server.close();
  await database.close();
});

const ask = (options: InjectOptions | string) => server.app.inject(options);

function post(payload: string | object, url = "/v1/things/a"): Promise<LightMyRequestResponse> {
  return ask({ method: "POST", url, payload, headers: { "content-type": "application/json" } });
}

async function fieldsOf(answer: Promise<LightMyRequestResponse>): Promise<Record<string, string[]>> {
  const { statusCode, body } = await answer;
  assert.equal(statusCode, 400, body);
  return JSON.parse(body).fields;
}

describe("400", () => {
  test("names every fault at once, by field: address, query and body", async () => {
    const fields = await fieldsOf(
      post(
        { name: "", count: 0, lines: [{ part: 1 }, {}], code: "no", extra: 1 },
        "/v1/things/too-long?limit=x&colour=red",
      ),
    );
    assert.deepEqual(fields, {
      id: ["too_big"],
      limit: ["invalid_type"],
      colour: ["unknown_field"],
      name: ["required"],
      count: ["too_small"],
      "lines.0.part": ["invalid_type"],
      "lines.1.part": ["required"],
      code: ["code_not_ours"],
      extra: ["unknown_field"],
    });
  });

  test("names no fault of what was right, although it was changed by its schema", async () => {
    assert.deepEqual(await fieldsOf(post({ name: "a" }, "/v1/things/a")), { count: ["required"] });
  });

  for (const query of [
    "limit=1&limit=2",
    "after=a&after=b",
    "limit[]=1",
    "limit[a]=1",
    "limit=",
    "limit=0",
    "limit=1.5",
  ]) {
    test(`for ?${query}, where one whole number is expected`, async () => {
      await fieldsOf(ask(`/v1/things?${query}`));
    });
  }

  const malformed = ["{", "", '{"name":"a",}', "null", "[]", '"text"', "1", "\ufeff{}{}", "name=a"];
  for (const text of malformed) {
    test(`for the body ${JSON.stringify(text)}`, async () => {
      const reply = await post(text);
      assert.equal(reply.statusCode, 400);
      assert.match(reply.json().code, /^(malformed|invalid)_request$/);
    });
  }

  for (const text of [
    '{"__proto__":{"isAdmin":true},"name":"a","count":1}',
    '{"constructor":{"prototype":{"isAdmin":true}},"name":"a","count":1}',
  ]) {
    test(`for ${text.slice(2, 13)}, and no object has become another`, async () => {
      assert.equal((await post(text)).statusCode, 400);
      assert.equal("isAdmin" in {}, false);
    });
  }

  test("for __proto__ in a query and in a form, too", async () => {
    await fieldsOf(ask("/v1/things?__proto__[isAdmin]=1"));
    const form = {
      method: "POST",
      url: "/page",
      payload: "__proto__[isAdmin]=1&name=a",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    } as const;
    assert.equal((await ask(form)).statusCode, 400);
    assert.equal("isAdmin" in {}, false);
  });

  const characters: [what: string, text: string][] = [
    ["a NUL", "a\0b"],
    ["half a surrogate pair", "a\ud83d"],
    ["an escape", "\u001b[31m"],
    ["a backspace", "\b"],
  ];
  for (const [what, text] of characters) {
    test(`for ${what}, naming the field, wherever it stands`, async () => {
      const codes = ["text_not_allowed"];
      assert.deepEqual(
        await fieldsOf(post({ name: text, count: 1, lines: [{ part: "b" }, { part: text }] })),
        { name: codes, "lines.1.part": codes },
      );
      assert.deepEqual(await fieldsOf(post(JSON.stringify({ [text]: 1 }))), { body: codes });
      if (text.isWellFormed())
        assert.deepEqual(await fieldsOf(ask(`/v1/things?after=${encodeURIComponent(text)}`)), {
          after: codes,
        });
      if (text.isWellFormed())
        assert.deepEqual(await fieldsOf(ask(`/v1/things/${encodeURIComponent(text)}`)), { id: codes });
    });
  }

  test("for a body that is nested fifty thousand times, and soon", async () => {
    const deep = `${'{"lines":['.repeat(50_000)}1${"]}".repeat(50_000)}`;
    const started = performance.now();
    assert.equal((await post(deep)).statusCode, 400);
    assert.ok(performance.now() - started < 2000);
  });
});

describe("what is right is taken", () => {
  test("with lines, tabs, emoji, rare characters and any direction of writing", async () => {
    const name = "a\n\t葵𠮷👩‍👩‍👧\u202e";
    const reply = await ask({ method: "POST", url: "/page", payload: { name, count: 1 } });
    assert.deepEqual(reply.json(), { name, count: 1 });
  });

  test("with more than the most asked for: the most is applied", async () => {
    assert.equal((await ask("/v1/things?limit=1000")).json().limit, 200);
  });
});

describe("404 and 405", () => {
  test("are problem details in the API, whatever the body was", async () => {
    for (const method of ["GET", "POST", "DELETE", "PATCH"] as const) {
      const reply = await ask({
        method,
        url: "/v1/nothing",
        ...(method === "GET" ? {} : { payload: { a: 1 } }),
      });
      assert.deepEqual(
        [reply.statusCode, reply.headers["content-type"]],
        [404, "application/problem+json; charset=utf-8"],
      );
      const { requestId, ...members } = reply.json();
      assert.deepEqual(members, {
        type: "/problems/page_not_found",
        title: "said page_not_found",
        status: 404,
        code: "page_not_found",
      });
      assert.equal(requestId, reply.headers["x-request-id"]);
    }
  });

  test("are a page elsewhere", async () => {
    const reply = await ask("/nothing");
    assert.deepEqual(
      [reply.statusCode, reply.headers["content-type"], reply.body],
      [404, "text/html", "<p>page_not_found</p>"],
    );
  });

  const wrong: [method: string, url: string, allow: string][] = [
    ["DELETE", "/v1/things", "GET, HEAD"],
    ["DELETE", "/v1/things/a", "GET, HEAD, POST, PUT"],
    ["PATCH", "/v1/things/a?b=c", "GET, HEAD, POST, PUT"],
    ["PUT", "/page", "GET, HEAD, POST"],
    ["OPTIONS", "/page", "GET, HEAD, POST"],
    ["TRACE", "/page", "GET, HEAD, POST"],
    ["POST", "/assets/a/b.js", "GET, HEAD"],
    ["POST", "/v1/papers/a.pdf", "GET, HEAD"],
  ];
  for (const [method, url, allow] of wrong) {
    test(`${method} ${url} is told what the address takes`, async () => {
      const reply = await ask({ method: method as "GET", url });
      assert.deepEqual([reply.statusCode, reply.headers["allow"]], [405, allow]);
    });
  }

  test("are told apart: an address that nearly is one has nothing", async () => {
    for (const url of [
      "/v1/things/",
      "/v1/things/a/b",
      "/v1/thingsx",
      "/v1/papers/apdf",
      "/V1/things",
      "/v1/papers/.pdf",
    ]) {
      assert.equal((await ask({ method: "DELETE", url })).statusCode, 404, url);
    }
  });

  test("PROPFIND is no method of ours", async () => {
    assert.match(
      await raw("PROPFIND /page HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
      /^HTTP\/1\.1 (404|405) /,
    );
  });
});

describe("too large", () => {
  test("a body of more than a mebibyte is answered 413", async () => {
    const reply = await post({ name: "a".repeat(1024 * 1024) });
    assert.deepEqual([reply.statusCode, reply.json().code], [413, "request_too_large"]);
  });

  test("one that does not say how long it is, too", async () => {
    const chunk = `10000\r\n${"a".repeat(65_536)}\r\n`;
    const head =
      "POST /v1/things/a HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    assert.match(await raw(head + chunk.repeat(17)), /^HTTP\/1\.1 413 /);
  });

  test("headers of more than 16 KiB are answered 431", async () => {
    const answer = await raw(`GET /page HTTP/1.1\r\nHost: a\r\nX-Long: ${"a".repeat(17_000)}\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 431 .*"code":"headers_too_large"/s);
    assert.match(answer, /x-content-type-options: nosniff/);
  });
});

describe("what is no request is answered 400", () => {
  const broken: [what: string, text: string][] = [
    ["nonsense", "HELLO\r\n\r\n"],
    ["two lengths", "POST /page HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"],
    [
      "a length and chunks",
      "POST /page HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["a line end within a header", "GET /page HTTP/1.1\r\nHost: a\r\nX-A: b\rX-C: d\r\n\r\n"],
    ["a folded header", "GET /page HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n"],
    ["no host", "GET /page HTTP/1.1\r\n\r\n"],
  ];
  for (const [what, text] of broken) {
    test(what, async () => {
      const answer = await raw(text);
      assert.match(answer, /^HTTP\/1\.1 400 /);
      assert.doesNotMatch(answer, /\bat |node:|HPE_|node_modules/);
    });
  }
});

describe("what went wrong tells nothing of us", () => {
  const hooks = ["preParsing", "preValidation", "preHandler", "preSerialization"];
  for (const url of ["/v1/bug", "/v1/sql", "/v1/unlisted", ...hooks.map((hook) => `/v1/hooks/${hook}`)]) {
    test(`${url}: 500 with its number, which is found in the log`, async () => {
      const reply = await ask(url);
      assert.equal(reply.statusCode, 500);
      assert.doesNotMatch(reply.body, /hunter2|node_modules|\.ts|Error|select/);
      assert.deepEqual(Object.keys(reply.json()), ["type", "title", "status", "code", "requestId"]);
      const line = logged.find(
        (each) => each.includes(reply.json().requestId) && each.includes('"level":50'),
      );
      assert.ok(line?.includes("stack"));
    });
  }

  test("what the reply's schema does not list is left out", async () => {
    assert.equal((await ask("/v1/listed")).body, '{"name":"a"}');
  });

  test("a fact of a problem does not stand in for one of its members", async () => {
    const { requestId, ...members } = (await ask("/v1/refused")).json();
    assert.deepEqual(members, {
      type: "/problems/limit_reached",
      title: "said limit_reached",
      status: 409,
      code: "limit_reached",
      most: 4,
    });
    assert.match(requestId, /^req_/);
  });

  test("429 says when to come back", async () => {
    const { statusCode, headers } = await ask("/v1/often");
    assert.deepEqual([statusCode, headers["retry-after"]], [429, "17"]);
  });
});

test("the database is away, and a missing file is something else", () => {
  const errorOf = (facts: object, message = "") => Object.assign(new Error(message), facts);
  const away = [
    errorOf({ code: "57P01" }),
    errorOf({ code: "53300" }),
    errorOf({ code: "ENOENT", syscall: "connect" }),
    errorOf({ code: "ECONNRESET", syscall: "read" }),
    errorOf({}, "Connection terminated unexpectedly"),
    errorOf({}, "timeout exceeded when trying to connect"),
  ];
  const here = [
    errorOf({ code: "ENOENT", syscall: "open" }),
    errorOf({ code: "23505" }),
    errorOf({}, "the Connection terminated"),
    "57P01",
    null,
  ];
  assert.deepEqual(
    away.map(isDatabaseAway),
    away.map(() => true),
  );
  assert.deepEqual(
    here.map(isDatabaseAway),
    here.map(() => false),
  );
});

test("headers that do not come are waited for five seconds", async () => {
  const started = performance.now();
  const answer = await raw("GET /page HTTP/1.1\r\nHost: a\r\nX-Slow: ");
  const seconds = (performance.now() - started) / 1000;
  assert.match(answer, /^HTTP\/1\.1 408 /);
  assert.ok(seconds > 4 && seconds < 7, `${seconds} s`);
});

/** What comes back for these very bytes. */
async function raw(text: string): Promise<string> {
  const address = server.app.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  let answer = "";
  const socket = connect(port, "127.0.0.1", () => socket.write(text));
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("data", (chunk) => (answer += chunk));
  socket.on("error", () => {}); // it was cut while we still wrote
  await Promise.race([closed, sleep(8000)]);
  socket.destroy();
  return answer;
}
