/** What the portal may ask of machines that a customer named. BAR 20. */
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { isPublicAddress } from "./addresses.ts";
import { OutwardError, outwardFetch } from "./fetch.ts";

const INNER = [
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.0.1",
  "192.0.0.8",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "64:ff9b::7f00:1",
  "64:ff9b:1::1",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "3fff::1",
  "fc00::1",
  "fd12::1",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "no address",
];

test("BAR 20 inner addresses, in every family and costume", () => {
  assert.deepEqual(INNER.filter(isPublicAddress), []);
  assert.deepEqual(
    ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"].filter(
      (each) => !isPublicAddress(each),
    ),
    [],
  );
});

let server: Server;
let asked = 0;
let port = 0;

before(async () => {
  server = createServer((request, reply) => {
    asked += 1;
    if (request.url === "/away") reply.writeHead(302, { location: "/" }).end();
    else if (request.url === "/large") reply.end(Buffer.alloc(1024 * 1024 + 1));
    else reply.setHeader("content-type", "application/json").end(JSON.stringify({ method: request.method }));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  port = (server.address() as AddressInfo).port;
});
after(() => server.close());

async function codeOf(url: string, allowsPrivateTargets = false): Promise<string> {
  try {
    const reply = await outwardFetch({ allowsPrivateTargets })(url);
    return String(reply.status);
  } catch (error) {
    return error instanceof OutwardError ? error.code : String((error as { code?: string }).code ?? error);
  }
}

describe("BAR 20 a target", () => {
  const REFUSED = [
    "https://127.0.0.1/",
    "https://127.1/",
    "https://0x7f.1/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://169.254.169.254/latest/meta-data",
    "https://10.0.0.1:8443/",
    "https://１２７.０.０.１/",
    "https://①②⑦.⓪.⓪.①/",
    "https://localhost/",
    "https://localhost./",
  ];
  for (const url of REFUSED)
    test(`${url} is not asked`, async () => assert.equal(await codeOf(url), "target_not_public"));

  test("over plain HTTP, at another port or with a password in it is not asked", async () => {
    assert.equal(await codeOf("http://idp.example/"), "target_not_https");
    assert.equal(await codeOf("ftp://idp.example/"), "target_not_https");
    assert.equal(await codeOf("https://idp.example:25/"), "target_port_refused");
    assert.equal(await codeOf("https://a:b@idp.example/"), "target_malformed");
    assert.equal(await codeOf("idp.example"), "target_malformed");
    assert.equal(asked, 0);
  });

  test("on an intranet: private ones are asked, plain HTTP on this machine alone, and no redirect is followed", async () => {
    assert.equal(await codeOf(`http://127.0.0.1:${port}/`, true), "200");
    assert.equal(await codeOf(`http://localhost:${port}/`, true), "200");
    assert.equal(await codeOf("http://10.0.0.1/", true), "target_not_https");
    const before = asked;
    assert.equal(await codeOf(`http://127.0.0.1:${port}/away`, true), "302");
    assert.equal(asked, before + 1);
    assert.equal(await codeOf(`http://127.0.0.1:${port}/large`, true), "answer_too_large");
  });
});
