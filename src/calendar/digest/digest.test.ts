/** The digest of dates. Issue 4, point 8; BAR 34; RFC 8058. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { InjectOptions } from "fastify";
import { sql } from "kysely";
import { CAST, PASSWORD } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { addDays, type LocalDate } from "../../platform/dates.ts";
import { lastDayTold, newestDueDay } from "./rules.ts";

const HANA = "hana@aoba.example";
const SEOYEON = "seoyeon@hangang.example";

interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

let stage: TestPortal;
before(async () => {
  stage = await testPortal({ now: "2010-03-03T03:00:00Z" }); // a Wednesday
});
after(() => stage.close());

/** Signed in anew: the clock moves by weeks. */
async function as(email: string, request: InjectOptions) {
  const payload = { email, password: PASSWORD };
  const reply = await stage.app.inject({ method: "POST", url: "/v1/session", payload });
  const cookie = reply.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  return stage.app.inject({ ...request, headers: { ...request.headers, cookie } });
}

const choose = async (email: string, frequency: string) => {
  const reply = await as(email, { method: "PUT", url: "/v1/date-digest", payload: { frequency } });
  assert.equal(reply.statusCode, 200, reply.body);
};

async function runAt(now: string, times = 1): Promise<void> {
  stage.clock.set(now);
  for (let i = 0; i < times; i++) {
    await stage.portal.jobs.enqueue(stage.portal.db, "calendar.send-digests", [{}, {}]);
    await stage.portal.jobs.drain();
  }
}

async function mailsTo(email: string): Promise<Mail[]> {
  const { items } = (await stage.app.inject({ url: `/v1/demo/mailbox?to=${email}` })).json();
  return items;
}

describe("when it is due", () => {
  test("weekly on Mondays, monthly on the 1st; what was missed is the newest one", () => {
    assert.equal(newestDueDay("weekly", "2010-03-01"), "2010-03-01");
    assert.equal(newestDueDay("weekly", "2010-03-07"), "2010-03-01");
    assert.equal(newestDueDay("weekly", "2010-03-08"), "2010-03-08");
    assert.equal(newestDueDay("monthly", "2012-02-29"), "2012-02-01");
    assert.equal(lastDayTold("weekly", "2010-03-01"), "2010-03-31");
    assert.equal(lastDayTold("monthly", "2010-03-01"), "2010-04-30");
  });
  test("every day of forty years is within the week of its Monday", () => {
    for (let day: LocalDate = "1999-12-31"; day < "2040"; day = addDays(day, 1)) {
      const due = newestDueDay("weekly", day);
      assert.equal(new Date(`${due}T00:00:00Z`).getUTCDay(), 1, day);
      assert.ok(due <= day && day <= addDays(due, 6), day);
    }
  });
});

describe("a weekly digest", () => {
  before(() => choose(HANA, "weekly"));

  test("does not go out before the first Monday after it was chosen", async () => {
    await runAt("2010-03-03T04:00:00Z");
    await runAt("2010-03-07T14:59:00Z"); // Sunday 23:59 in Tokyo
    assert.equal((await mailsTo(HANA)).length, 0);
  });
  test("goes out on Monday in its reader's zone, once however often the job runs, in the reader's language", async () => {
    await runAt("2010-03-07T15:00:00Z", 2); // Monday 00:00 in Tokyo
    await runAt("2010-03-08T10:00:00Z", 2);
    const mails = await mailsTo(HANA);
    assert.equal(mails.length, 1);
    assert.equal(mails[0]?.subject, "2010年4月7日までの期日のお知らせ");
    assert.match(mails[0]?.text ?? "", /2 件の期日/);
    assert.match(
      mails[0]?.text ?? "",
      /2010\/03\/31 ソフトウェア・サブスクリプション＆サポートの最終日：Rational DOORS（数量 10）/,
    );
    assert.match(mails[0]?.text ?? "", /2010\/04\/01 契約のアニバーサリー・デート/);
    assert.doesNotMatch(mails[0]?.text ?? "", /WebSphere/); // ends after the thirty days
  });
  test("that was missed for two weeks is made up for once", async () => {
    await runAt("2010-03-24T03:00:00Z", 2);
    assert.equal((await mailsTo(HANA)).length, 2);
    await runAt("2010-03-25T03:00:00Z");
    assert.equal((await mailsTo(HANA)).length, 2);
  });
  test("with nothing to tell is no mail", async () => {
    await choose("mio@aoba.example", "weekly");
    await runAt("2010-03-29T03:00:00Z");
    assert.equal((await mailsTo("mio@aoba.example")).length, 0);
    assert.equal((await mailsTo(HANA)).length, 3);
  });
  test("tells no more than its reader may see when it goes out", async () => {
    await sql`update access_grants set entitlements = 'none', software_and_services = 'none' where person_id = ${CAST.hana}`.execute(
      stage.owner,
    );
    await runAt("2010-04-05T03:00:00Z");
    assert.equal((await mailsTo(HANA)).length, 3);
  });
});

describe("a monthly digest", () => {
  test("tells of sixty days on the 1st", async () => {
    stage.clock.set("2010-04-20T03:00:00Z");
    await choose(SEOYEON, "monthly");
    await runAt("2010-04-30T14:00:00Z");
    assert.equal((await mailsTo(SEOYEON)).length, 0);
    await runAt("2010-04-30T15:00:00Z"); // 1 May in Seoul
    const [mail] = await mailsTo(SEOYEON);
    assert.equal(mail?.subject, "2010년 6월 30일까지의 일정");
    assert.match(mail?.text ?? "", /Rational DOORS\(수량 3\)/);
  });
});

describe("BAR 34 a digest is ended without signing in", () => {
  const linkOf = (mail: Mail | undefined) => /\/unsubscribe\/[\w.-]+/.exec(mail?.text ?? "")?.[0] ?? "";
  const choiceOf = async (email: string) => (await as(email, { url: "/v1/date-digest" })).json().frequency;

  test("opening the link changes nothing and shows a button", async () => {
    const link = linkOf((await mailsTo(SEOYEON))[0]);
    const page = await stage.app.inject({ url: link });
    assert.equal(page.statusCode, 200);
    assert.match(page.body, new RegExp(`action="${link}"`));
    assert.equal(await choiceOf(SEOYEON), "monthly");
  });
  for (const [type, payload] of [
    ["application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"],
    [
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
    ],
  ] as const) {
    test(`RFC 8058 one POST of ${type.split(";")[0]} ends it, and twice is as good`, async () => {
      const link = linkOf((await mailsTo(SEOYEON))[0]);
      await choose(SEOYEON, "monthly");
      for (let i = 0; i < 2; i++) {
        const reply = await stage.app.inject({
          method: "POST",
          url: link,
          payload,
          headers: { "content-type": type },
        });
        assert.equal(reply.statusCode, 200, reply.body);
      }
      assert.equal(await choiceOf(SEOYEON), "none");
    });
  }
  test("a link that we did not make ends nobody's", async () => {
    await choose(SEOYEON, "weekly");
    const own = linkOf((await mailsTo(SEOYEON))[0]);
    for (const link of [
      own.slice(0, -1),
      own.replace(CAST.seoyeon, CAST.hana),
      "/unsubscribe/x",
      `${own}a`,
    ]) {
      for (const method of ["GET", "POST"] as const)
        assert.equal((await stage.app.inject({ method, url: link })).statusCode, 404, link);
    }
    assert.equal(await choiceOf(SEOYEON), "weekly");
  });
  test("and on the page", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const reply = await as(SEOYEON, {
      method: "POST",
      url: "/calendar/digest",
      payload: "frequency=none",
      headers,
    });
    assert.equal(reply.headers.location, "/calendar?news=saved");
    assert.equal(await choiceOf(SEOYEON), "none");
  });
});
