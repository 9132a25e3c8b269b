/** Access that ends by itself, the day on which somebody was last seen, and the mails. Source: DOMAIN §3.11, D-10. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { sql } from "kysely";
import { CAST, PASSWORD } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { authorize } from "../../access/index.ts";
import { type Actor, type Context, systemContext } from "../../platform/context.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const MEMBERS = `/v1/sites/${CAST.aoba}/members`;

let stage: TestPortal;
before(async () => {
  stage = await testPortal();
});
after(() => stage.close());
beforeEach(() => void stage.clock.set("2010-03-01T03:00:00Z"));

/** Signed in anew each time: sessions do not outlast these days. */
async function asked(email: string, request: InjectOptions): Promise<LightMyRequestResponse> {
  const payload = { email, password: PASSWORD };
  const reply = await stage.app.inject({ method: "POST", url: "/v1/session", payload });
  const cookie = reply.cookies.find(({ name }) => name.endsWith("carnet"));
  return stage.app.inject({ ...request, headers: { cookie: `${cookie?.name}=${cookie?.value}` } });
}

const rowsOf = async <Row extends object>(text: string) =>
  (await sql.raw<Row>(text).execute(stage.owner)).rows;
const endsOn = (personId: string, validThrough: string | null) =>
  asked(HANA, { method: "PATCH", url: `${MEMBERS}/${personId}`, payload: { validThrough } });

describe("access with a last day", () => {
  test("ends by itself after it, and frees its place that night, once", async () => {
    assert.equal((await endsOn(CAST.jun, "2010-03-10")).statusCode, 200);
    stage.clock.set("2010-03-10T23:59:00Z");
    assert.equal((await asked(JUN, { url: `/v1/sites/${CAST.aoba}` })).statusCode, 200);
    await stage.portal.jobs.catchUp();
    assert.equal((await rowsOf("select from access_grants where person_id = 'person_jun'")).length, 1);
    stage.clock.set("2010-03-11T00:00:00Z");
    assert.equal((await asked(JUN, { url: `/v1/sites/${CAST.aoba}` })).statusCode, 404);
    await stage.portal.jobs.catchUp();
    await stage.portal.jobs.catchUp();
    assert.equal((await rowsOf("select from access_grants where person_id = 'person_jun'")).length, 0);
    const events = await rowsOf<{ facts: object }>("select facts from events where name = 'member.ended'");
    assert.deepEqual(events, [
      { facts: { personId: CAST.jun, email: JUN, role: "secondary", validThrough: "2010-03-10" } },
    ]);
    const again = await asked(HANA, {
      method: "POST",
      url: MEMBERS,
      payload: { email: JUN, role: "secondary" },
    });
    assert.equal(again.statusCode, 201);
  });

  test("is announced 14 days before to those who manage access, once for each end", async () => {
    const mails = async () =>
      (
        await rowsOf<{ toAddress: string }>(
          "select to_address from mails where template = 'member.ending' order by 1",
        )
      ).map(({ toAddress }) => toAddress);
    await sql`delete from mails`.execute(stage.owner);
    await endsOn(CAST.mio, "2010-03-31");
    stage.clock.set("2010-03-16T06:00:00Z");
    await stage.portal.jobs.catchUp();
    assert.deepEqual(await mails(), []);
    stage.clock.set("2010-03-17T06:00:00Z");
    await stage.portal.jobs.catchUp();
    assert.deepEqual(await mails(), [HANA, JUN]);
    stage.clock.set("2010-03-20T06:00:00Z");
    await stage.portal.jobs.catchUp();
    assert.deepEqual(await mails(), [HANA, JUN]);
    await asked(HANA, {
      method: "PATCH",
      url: `${MEMBERS}/${CAST.mio}`,
      payload: { validThrough: "2010-04-02" },
    });
    await stage.portal.jobs.catchUp();
    assert.deepEqual(await mails(), [HANA, HANA, JUN, JUN]);
    await endsOn(CAST.mio, null);
  });

  test("given for less than that is not announced", async () => {
    const before = (await rowsOf("select from mails where template = 'member.ending'")).length;
    await asked(HANA, {
      method: "POST",
      url: MEMBERS,
      payload: { email: "guest@aoba.example", validThrough: "2010-03-08" },
    });
    stage.clock.set("2010-03-02T06:00:00Z");
    await stage.portal.jobs.catchUp();
    assert.equal((await rowsOf("select from mails where template = 'member.ending'")).length, before);
  });
});

describe("the day on which somebody was last seen", () => {
  const seen = async (personId: string) =>
    (
      await rowsOf<{ seen: string | null; version: string }>(
        `select last_seen_on as seen, xmin::text as version from access_grants where site_id = 'site_aoba' and person_id = '${personId}'`,
      )
    )[0];
  const as = (personId: string, more: Partial<Extract<Actor, { kind: "person" }>> = {}): Context => ({
    ...systemContext(stage.portal, "test"),
    actor: { kind: "person", personId, staffRole: null, ...more },
  });
  const visit = (context: Context) => authorize(context, "site.read", CAST.aoba, async () => {});

  test("is written with the first request of a day, and only then", async () => {
    await sql`update access_grants set last_seen_on = null where person_id = 'person_mio'`.execute(
      stage.owner,
    );
    await visit(as(CAST.mio));
    const first = await seen(CAST.mio);
    assert.equal(first?.seen, "2010-03-01");
    await visit(as(CAST.mio));
    assert.deepEqual(await seen(CAST.mio), first, "nothing was written");
    stage.clock.set("2010-03-02T00:00:00Z");
    await visit(as(CAST.mio));
    assert.equal((await seen(CAST.mio))?.seen, "2010-03-02");
  });

  test("is not written by what was refused, by a token, or by the vendor who looks on", async () => {
    await sql`update access_grants set last_seen_on = null where person_id = 'person_mio'`.execute(
      stage.owner,
    );
    await assert.rejects(authorize(as(CAST.mio), "member.read", CAST.aoba, async () => {}));
    await assert.rejects(
      authorize(as(CAST.mio), "site.read", CAST.aoba, async () => {
        throw new Error("refused later");
      }),
    );
    const token = { tokenId: "token_1", siteId: CAST.aoba, scopes: ["site.read"] };
    await visit(as(CAST.mio, { token }));
    const view = {
      viewId: "view_1",
      siteId: CAST.aoba,
      staffPersonId: CAST.otto,
      until: "2010-03-01T03:30:00Z",
    };
    await visit(as(CAST.mio, { view }));
    assert.equal((await seen(CAST.mio))?.seen, null);
  });

  test("keeps nobody waiting: two who change each other's access on their first visit of the day", async () => {
    await sql`update access_grants set last_seen_on = null`.execute(stage.owner);
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        asked(n % 2 === 0 ? HANA : JUN, {
          method: "PATCH",
          url: `${MEMBERS}/${n % 2 === 0 ? CAST.jun : CAST.mio}`,
          payload: {
            privileges: { [n % 2 === 0 ? "accountDocuments" : "reporting"]: n % 4 < 2 ? "view" : "none" },
          },
        }),
      ),
    );
    assert.deepEqual([...new Set(replies.map(({ statusCode }) => statusCode))], [200]);
    assert.equal((await seen(CAST.hana))?.seen, "2010-03-01");
  });
});

describe("D-10, the mail to whoever was added", () => {
  /** By a word of its subject: two of one instant come in any order. */
  const mailTo = async (to: string, about: RegExp) => {
    await stage.portal.jobs.drain();
    const { items } = (
      await stage.app.inject({ url: `/v1/demo/mailbox?to=${encodeURIComponent(to)}` })
    ).json();
    const mails: { subject: string; text: string }[] = items;
    const mail = mails.find(({ subject }) => about.test(subject));
    assert.ok(mail, JSON.stringify(mails.map(({ subject }) => subject)));
    return mail;
  };
  for (const [language, subject, role, link] of [
    ["en", "You have access to the site 青葉商事 本社", "Secondary contact", "Register your ID"],
    ["ja", "サイト「青葉商事 本社」をご利用いただけます", "セカンダリー・ユーザー", "ID を登録する"],
    ["ko", "青葉商事 本社 사이트에 접근할 수 있습니다", "부 주요 사이트 연락처", "아이디 등록"],
    ["zh-TW", "您可以使用據點 青葉商事 本社", "次要聯絡人", "註冊您的 ID"],
  ] as const) {
    test(`names site, role and giver, and how to register, in ${language}`, async () => {
      await sql`delete from access_grants where person_id not in ('person_hana', 'person_mio', 'person_seoyeon')`.execute(
        stage.owner,
      );
      const email = `mail+${language.toLowerCase()}@aoba.example`;
      const payload = { email, role: "secondary", language, validThrough: "2010-12-31" };
      assert.equal((await asked(HANA, { method: "POST", url: MEMBERS, payload })).statusCode, 201);
      const mail = await mailTo(email, /青葉商事/);
      assert.equal(mail.subject, subject);
      for (const part of [
        "7001234",
        role,
        "森 花",
        link,
        `/register?email=${encodeURIComponent(email)}`,
        "2010",
      ])
        assert.ok(mail.text.includes(part), `${part} is not in ${mail.text}`);
    });
  }

  test("leads somebody with an ID to the site", async () => {
    await asked(HANA, { method: "POST", url: MEMBERS, payload: { email: "rei@elsewhere.example" } });
    const mail = await mailTo("rei@elsewhere.example", /You have access/);
    assert.ok(mail.text.includes(`/sites/${CAST.aoba}`) && !mail.text.includes("/register"), mail.text);
    await asked(HANA, { method: "DELETE", url: `${MEMBERS}/${CAST.nobody}` });
    assert.match((await mailTo("rei@elsewhere.example", /ended/)).text, /森 花/);
  });
});

test("registering an invited address gives the access that waits for it", async () => {
  const email = "invited@aoba.example";
  await asked(HANA, { method: "POST", url: MEMBERS, payload: { email } });
  const payload = {
    givenName: "Ai",
    familyName: "Ito",
    email,
    password: "correct-horse-battery",
    country: "JP",
    language: "en",
  };
  assert.equal((await stage.app.inject({ method: "POST", url: "/v1/people", payload })).statusCode, 202);
  await stage.portal.jobs.drain();
  const { items } = (await stage.app.inject({ url: `/v1/demo/mailbox?to=${email}` })).json();
  const token = /\/confirm\/([\w-]+)/.exec(items.map((mail: { text: string }) => mail.text).join())?.[1];
  const confirmed = await stage.app.inject({
    method: "POST",
    url: "/v1/people/confirmation",
    payload: { token },
  });
  assert.ok(confirmed.statusCode < 300, confirmed.body);
  const session = await asked(email, { url: "/v1/session" });
  assert.equal(session.statusCode, 200, session.body);
  assert.deepEqual(
    session.json().sites.map(({ siteId, role }: { siteId: string; role: string }) => [siteId, role]),
    [[CAST.aoba, "user"]],
  );
  const { personId } = (await asked(HANA, { url: `${MEMBERS}?q=${email}` })).json().items[0];
  assert.equal((await asked(HANA, { url: `${MEMBERS}/${personId}` })).json().name, null);
  await asked(email, { url: `/v1/sites/${CAST.aoba}` });
  assert.equal((await asked(HANA, { url: `${MEMBERS}/${personId}` })).json().name, "Ai Ito");
});
