import assert from "node:assert/strict";
import { type AddressInfo, connect } from "node:net";
import { after, before, describe, test } from "node:test";
import fastify from "fastify";
import { octetsOf, takeOctets } from "../files/octets.ts";
import { limitBodies } from "./slow-bodies.ts";

const app = fastify({ requestTimeout: 0 });
limitBodies(app.server, 1);

before(async () => {
  app.post("/json", (request) => request.body);
  await app.register(async (uploads) => {
    takeOctets(uploads);
    uploads.put("/long", async (request) => {
      let bytes = 0;
      for await (const piece of octetsOf(request)) bytes += piece.byteLength;
      return { bytes };
    });
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
});
after(() => app.close());

describe("a body that does not come is cut off", () => {
  for (const path of ["/json", "/nowhere"]) {
    test(`at ${path}, with a 408`, async () => {
      const { text, seconds } = await send({
        head: `POST ${path}`,
        type: "application/json",
        piece: "x",
        times: 30,
      });
      assert.match(text, /^HTTP\/1\.1 408 /);
      assert.ok(seconds >= 0.9 && seconds < 2.5, `after ${seconds} s`);
    });
  }

  test("though it keeps coming: only a route that says so takes a long body", async () => {
    const piece = "x".repeat(2000);
    const { text, seconds } = await send({ head: "POST /json", type: "application/json", piece, times: 30 });
    assert.match(text, /^HTTP\/1\.1 408 /);
    assert.ok(seconds < 2.5, `after ${seconds} s`);
  });

  test("though nobody reads it: the address makes no sense", async () => {
    const { text, seconds } = await send({
      head: "POST /%zz",
      type: "application/json",
      piece: "x",
      times: 30,
    });
    assert.match(text, /^HTTP\/1\.1 400 /);
    assert.ok(seconds < 2.5, `after ${seconds} s`);
  });

  test("at a route that takes long bodies, once it comes too slowly", async () => {
    const { text } = await send({
      head: "PUT /long",
      type: "application/octet-stream",
      piece: "x",
      times: 30,
    });
    assert.match(text, /^HTTP\/1\.1 408 /);
  });
});

test("a long body may take as long as it keeps coming", async () => {
  const piece = "x".repeat(2000);
  const { text, seconds } = await send({
    head: "PUT /long",
    type: "application/octet-stream",
    piece,
    times: 25,
  });
  assert.match(text, /\{"bytes":50000\}$/);
  assert.ok(seconds > 2, `after ${seconds} s`);
});

interface Body {
  readonly head: string;
  readonly type: string;
  readonly piece: string;
  readonly times: number;
}

/** Sends one piece after the other, ten a second, and answers what came back until the connection closed or the answer was whole. */
function send({ head, type, piece, times }: Body): Promise<{ text: string; seconds: number }> {
  const began = performance.now();
  const socket = connect((app.server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(
    `${head} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: ${piece.length * times}\r\n\r\n`,
  );
  let left = times;
  const timer = setInterval(() => left-- > 0 && socket.write(piece), 100);
  let text = "";
  return new Promise((done) => {
    const finish = () => {
      clearInterval(timer);
      socket.destroy();
      done({ text, seconds: (performance.now() - began) / 1000 });
    };
    socket.on("data", (data) => {
      text += data.toString();
      if (text.endsWith("}") && text.includes("200 OK")) finish();
    });
    socket.on("error", () => {});
    socket.on("close", finish);
  });
}
