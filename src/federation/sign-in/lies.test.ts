/** A provider whose word is bent: nobody comes in by it. ASVS 10.5, BAR 20. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { CLIENT, type Liar, type Lie, openLiar } from "../../../test/company.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

let stage: TestPortal;
let liar: Liar;

before(async () => {
  stage = await testPortal({ settings: { CARNET_ALLOW_PRIVATE_TARGETS: "true" } });
  liar = await openLiar({ sub: "one", email: "one@aoba.example", email_verified: true });
  await addProvider("provider_liar", "aoba.example", liar.issuer);
});
after(async () => {
  liar.close();
  await stage.close();
});

/** Proved already: how, is shown elsewhere. */
async function addProvider(id: string, domain: string, issuer: string): Promise<void> {
  const sealed = stage.portal.secrets.seal(CLIENT.clientSecret);
  await sql`
    insert into identity_providers (id, site_id, domain, issuer, client_id, sealed_secret, proof_token, state, proved_at,
                                    added_at, added_by)
    values (${id}, ${CAST.aoba}, ${domain}, ${issuer}, ${CLIENT.clientId}, ${sealed}, 'p', 'active', '2010-01-01',
            '2010-01-01', ${CAST.hana})`.execute(stage.owner);
}

/** The liar gives its token for the nonce that stands in the code. */
async function signIn(lie: Lie, { code, more = "" }: { code?: string; more?: string } = {}) {
  liar.lie(lie);
  const away = await stage.app.inject({ url: "/sign-in/company/start?email=one@aoba.example" });
  assert.equal(away.statusCode, 303, away.body);
  const asked = new URL(String(away.headers.location)).searchParams;
  const cookie = away.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const query = new URLSearchParams({
    code: code ?? asked.get("nonce") ?? "",
    state: asked.get("state") ?? "",
  });
  return stage.app.inject({ url: `/sign-in/company/callback?${query}${more}`, headers: { cookie } });
}

test("its straight word is taken: what follows is refused for its lie alone", async () => {
  const done = await signIn({});
  assert.equal(done.statusCode, 303, done.body);
  assert.ok(done.cookies.some(({ name }) => name === "carnet"));
});

describe("refused, and no session begins", () => {
  const hour = 3600;
  const now = Math.floor(Date.now() / 1000);
  const LIES: [string, Lie, { code?: string; more?: string }?][] = [
    ["another nonce", {}, { code: "another" }],
    ["no nonce", { claims: { nonce: undefined } }],
    ["alg none", { header: { alg: "none" }, signature: "none" }],
    ["no signature", { signature: "none" }],
    ["a signature by another's key", { signature: "other" }],
    ["an algorithm with a shared secret", { header: { alg: "HS256" } }],
    ["a key that is not there", { header: { kid: "two" } }],
    ["another audience", { claims: { aud: "somebody-else" } }],
    ["several audiences, and another party", { claims: { aud: [CLIENT.clientId, "x"], azp: "x" } }],
    ["another issuer", { claims: { iss: "https://idp.elsewhere.example" } }],
    ["a token that has expired", { claims: { iat: now - 2 * hour, exp: now - hour } }],
    ["no subject", { claims: { sub: undefined } }],
    ["an empty subject", { claims: { sub: "" } }],
    ["a refusal of the provider", {}, { more: "&error=access_denied" }],
  ];
  for (const [what, lie, back] of LIES) {
    test(what, async () => {
      const done = await signIn(lie, back);
      assert.equal(done.statusCode, 400, done.body.slice(0, 300));
      assert.ok(!done.cookies.some(({ name }) => name === "carnet"));
    });
  }

  const ADDRESSES: [string, Record<string, unknown>][] = [
    ["not verified", { email_verified: false }],
    ["verified in words", { email_verified: "true" }],
    ["of another domain", { email: "one@elsewhere.example" }],
    ["of a domain below", { email: "one@sub.aoba.example" }],
    ["that ends like the domain", { email: "one@evil-aoba.example" }],
    ["with two @", { email: "one@aoba.example@evil.example" }],
    ["that is a list", { email: ["one@aoba.example"] }],
    ["that is none", { email: "aoba.example" }],
  ];
  for (const [what, claims] of ADDRESSES) {
    test(`an address ${what}`, async () => {
      const done = await signIn({ claims });
      assert.equal(done.statusCode, 403, done.body.slice(0, 300));
      assert.ok(!done.cookies.some(({ name }) => name === "carnet"));
    });
  }
});

test("BAR 20 a provider at an inner address is not asked where private targets are closed", async () => {
  const closed = await testPortal();
  try {
    await sql`
      insert into identity_providers (id, site_id, domain, issuer, client_id, proof_token, state, proved_at, added_at, added_by)
      values ('provider_in', ${CAST.aoba}, 'aoba.example', 'https://169.254.169.254', 'c', 'p', 'active', '2010-01-01',
              '2010-01-01', ${CAST.hana})`.execute(closed.owner);
    const away = await closed.app.inject({ url: "/sign-in/company/start?email=one@aoba.example" });
    assert.equal(away.statusCode, 503, away.body);
    assert.ok(!away.body.includes("169.254"));
  } finally {
    await closed.close();
  }
});
