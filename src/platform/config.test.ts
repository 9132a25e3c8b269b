import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ConfigError, readConfig } from "./config.ts";

const PRODUCTION = {
  CARNET_MODE: "production",
  CARNET_BASE_URL: "https://portal.carnet.example",
  CARNET_SECRET: "q7Zk2vN8xW4mB6tR1yH9cD3fJ5gL0pSa",
  CARNET_SMTP_URL: "smtp://mail.carnet.example:587",
};

/** The names in the lines of what was refused. */
function faultsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message.split("\n").map((line) => line.split(":")[0] ?? "");
  }
}

describe("settings are taken", () => {
  test("when there are none: a demo on this machine alone", () => {
    const { mode, port, host, baseUrl, databaseUrl, demo, clock, secret } = readConfig({});
    assert.deepEqual(
      [mode, port, host, baseUrl, databaseUrl, demo, clock, secret],
      ["demo", 8080, "127.0.0.1", "http://localhost:8080", null, "full", null, null],
    );
  });

  test("when an empty one stands for none", () => {
    assert.equal(readConfig({ CARNET_PORT: "", CARNET_BASE_URL: "" }).port, 8080);
  });

  test("in production, which has no demo data", () => {
    const { mode, demo, baseUrl } = readConfig(PRODUCTION);
    assert.deepEqual([mode, demo, baseUrl], ["production", "none", "https://portal.carnet.example"]);
  });

  test("with a base URL that ends in a slash, and folders with spaces", () => {
    const config = readConfig({
      CARNET_BASE_URL: "http://portal.example:81/",
      CARNET_FILES_URL: "file:///var/our%20files",
    });
    assert.deepEqual([config.baseUrl, config.filesFolder], ["http://portal.example:81", "/var/our files"]);
  });

  test("with networks of proxies", () => {
    const config = readConfig({ CARNET_TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8,fd00::/8" });
    assert.equal(config.trustedProxies, "127.0.0.1,10.0.0.0/8,fd00::/8");
  });

  test("with name servers of a closed network", () => {
    const config = readConfig({ CARNET_DNS_SERVERS: "10.0.0.53, 127.0.0.1:5353,[fd00::1]:53" });
    assert.deepEqual(config.dnsServers, ["10.0.0.53", "127.0.0.1:5353", "[fd00::1]:53"]);
    assert.deepEqual(faultsOf({ CARNET_DNS_SERVERS: "dns.example" }), ["CARNET_DNS_SERVERS"]);
  });

  test("of other programs, and of no other name", () => {
    assert.deepEqual(
      faultsOf({ CARNET_API_KEY: "x", CARNET_TEST_DATABASE_URL: "y", PATH: "/bin", NOT_CARNET_X: "1" }),
      [],
    );
    assert.deepEqual(faultsOf({ CARNET_PROT: "80", CARNET_: "1" }), ["CARNET_PROT", "CARNET_"]);
  });
});

describe("settings are refused", () => {
  test("all their faults together, those of production too", () => {
    const faults = faultsOf({
      CARNET_MODE: "production",
      CARNET_PORT: "many",
      CARNET_CLOCK: "yesterday",
      CARNET_DEMO: "full",
      CARNET_SECRT: "typo",
    });
    const expected = [
      "CARNET_BASE_URL",
      "CARNET_CLOCK",
      "CARNET_CLOCK",
      "CARNET_DEMO",
      "CARNET_PORT",
      "CARNET_SECRET",
    ];
    assert.deepEqual(faults.sort(), [...expected, "CARNET_SECRT", "CARNET_SMTP_URL"]);
  });

  for (const name of ["CARNET_BASE_URL", "CARNET_SECRET", "CARNET_SMTP_URL"]) {
    test(`in production without ${name}`, () => {
      assert.deepEqual(faultsOf({ ...PRODUCTION, [name]: "" }), [name]);
    });
  }

  const wrong: [name: string, value: string][] = [
    ["CARNET_MODE", "prod"],
    ["CARNET_PORT", "70000"],
    ["CARNET_PORT", "-1"],
    ["CARNET_BASE_URL", "portal.example"],
    ["CARNET_BASE_URL", "ftp://portal.example"],
    ["CARNET_BASE_URL", "https://portal.example/carnet"],
    ["CARNET_BASE_URL", "https://portal.example/?a=b"],
    ["CARNET_BASE_URL", "https://user:word@portal.example"],
    ["CARNET_DATABASE_URL", "mysql://db.example/carnet"],
    ["CARNET_FILES_URL", "https://files.example"],
    ["CARNET_FILES_URL", "file://elsewhere/files"],
    ["CARNET_SMTP_URL", "https://mail.example"],
    ["CARNET_MAIL_FROM", "Carnet"],
    ["CARNET_MAIL_FROM", "a@b.example\nBcc: c@d.example"],
    ["CARNET_SECRET", "short"],
    ["CARNET_SECRET", "abababababababababababababababab"],
    ["CARNET_CLOCK", "2010-01-01"],
    ["CARNET_DEMO", "some"],
    ["CARNET_PASSCODE_DAYS", "0"],
    ["CARNET_TRUSTED_PROXIES", "true"],
    ["CARNET_TRUSTED_PROXIES", "10.0.0.0/33"],
    ["CARNET_TRUSTED_PROXIES", "proxy.example"],
    ["CARNET_LOG_LEVEL", "loud"],
  ];
  for (const [name, value] of wrong) {
    test(`${name}=${JSON.stringify(value)}`, () => {
      assert.deepEqual([...new Set(faultsOf({ [name]: value }))], [name]);
    });
  }

  test("without repeating a secret", () => {
    const secrets = {
      CARNET_DATABASE_URL: "mysql://me:hunter2@db.example",
      CARNET_SECRET: "hunter2",
      CARNET_HUNTER: "hunter2",
    };
    assert.throws(
      () => readConfig(secrets),
      (error: Error) => !error.message.includes("hunter2"),
    );
  });
});
