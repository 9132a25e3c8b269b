/**
 * FCT to Passport Advantage, in Korean: Seo-yeon asks for the DOORS of Busan to go to Seoul; keys hold it up, she returns
 * them, consents for both sites; license support executes it in English; keys are got in Seoul. BR-102, BR-106, D-29.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { AGENTS, addAgents } from "../agents.ts";
import { CAST, PASSWORD } from "../cast.ts";
import { findingsOf, type Journey, openJourney, signInAs } from "./stage.ts";

const SEOYEON = "seoyeon@hangang.example";
const BUSAN = `/sites/${CAST.hangangFct}`;
const SEOUL = `/sites/${CAST.hangang}`;

let journey: Journey;
let page: Page;
let lisa: Page;
let transfer = "";

before(async () => {
  journey = await openJourney();
  await addAgents(journey.portal.owner);
  const visitor = await journey.visitor({ language: "ko" });
  page = await visitor.newPage();
  await page.goto("/sign-in");
  await page.fill("[name=email]", SEOYEON);
  await page.fill("[name=password]", PASSWORD);
  await submit(page);
  const desk = await journey.visitor({ language: "en" });
  await signInAs(journey, desk, AGENTS.lisa.email);
  lisa = await desk.newPage();
});
after(() => journey.close());

async function submit(at: Page, button = "main form button.primary"): Promise<void> {
  await Promise.all([at.waitForNavigation(), at.click(button)]);
  await journey.portal.portal.jobs.drain();
}

const words = async (at: Page = page) => (await at.textContent("main")) ?? "";

async function whole(at: Page = page): Promise<void> {
  assert.deepEqual(await findingsOf(at), []);
  const wide = await at.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  assert.ok(wide <= 0, `${at.url()} is ${wide} px too wide`);
}

describe("BR-102 DOORS of the FCT program to Passport Advantage, in Korean", () => {
  test("four keys are out on a server in Busan when the transfer is asked for: held up, and it says by what", async () => {
    const got = await journey.portal.as(SEOYEON, {
      method: "POST",
      url: `/v1${BUSAN}/license-keys`,
      payload: {
        ...{ lineId: CAST.hangangFctDoors, quantity: 4, delivery: "file" },
        host: { kind: "hostname", value: "busan-01", name: "부산 서버" },
      },
    });
    assert.equal(got.statusCode, 201, got.body);
    await page.goto(`${BUSAN}/transfers`);
    await whole();
    await Promise.all([page.waitForNavigation(), page.click(`main a[href="${BUSAN}/transfers/new"]`)]);
    assert.match(await words(), /D052ALL[\s\S]*키 4개 사용 중/);
    await whole();
    await submit(page);
    assert.match(await words(), /입력하십시오/); // nothing was filled in
    await page.check(`[name="line.${CAST.hangangFctDoors}"]`);
    await page.fill("[name=targetSiteNumber]", "003005678");
    await page.fill("[name=reason]", "패스포트 어드밴티지로 전환");
    await submit(page);
    transfer = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    assert.match(await words(), /보류: 키 사용 중[\s\S]*먼저 반환해야 하는 키[\s\S]*부산 서버/);
    assert.ok(!/서울/.test(await words()));
    await whole();
  });

  test("from there to the key, and back: returned, it goes on by itself", async () => {
    await Promise.all([page.waitForNavigation(), page.click(`main table a[href^="${BUSAN}/license-keys/"]`)]);
    const key = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const returned = await journey.portal.as(SEOYEON, {
      method: "POST",
      url: `/v1${BUSAN}/license-keys/${key}/return`,
      payload: {},
    });
    assert.equal(returned.statusCode, 200, returned.body);
    await page.goto(`${BUSAN}/transfers/${transfer}`);
    assert.match(await words(), /키 반환 완료/);
    assert.ok(!/먼저 반환해야 하는 키/.test(await words()));
    await whole();
  });

  test("she is primary contact of both sites, and consents for each", async () => {
    const consent = `main form[action$="/consent"] button[value=consent]`;
    await submit(page, consent);
    assert.match(await words(), /동의를 기록했습니다[\s\S]*003005678 주요 사이트 연락처의 동의/);
    await page.goto(`${SEOUL}/transfers/${transfer}`);
    assert.match(await words(), /007009999[\s\S]*D09LELL/);
    await whole();
    await submit(page, consent);
    assert.match(await words(), /라이센스 지원팀의 실행/);
    await whole();
  });

  test("license support executes it, in English", async () => {
    await lisa.goto("/operator/transfers?state=open");
    await whole(lisa);
    await Promise.all([
      lisa.waitForNavigation(),
      lisa.click(`main a[href="/operator/transfers/${transfer}"]`),
    ]);
    assert.match(await words(lisa), /Program migration[\s\S]*Both sites belong to the same customer/);
    await whole(lisa);
    const execute = `main form[action$="/execution"] button`;
    await submit(lisa, execute);
    assert.match(await words(lisa), /Please fill this in/); // without a ticket
    await lisa.fill(`[name="execution.ticket"]`, "LS-2010-7");
    await submit(lisa, execute);
    assert.match(await words(lisa), /The lines are at the other site\.[\s\S]*Transferred/);
    await whole(lisa);
  });

  test("in Seoul the four are there as D09LELL, with their coverage, and keys are got; in Busan nothing is left", async () => {
    await page.goto(`${SEOUL}/transfers/${transfer}`);
    assert.match(await words(), /항목이 귀 사이트로 이관되었습니다/);
    await whole();
    const { items } = (await journey.portal.as(SEOYEON, { url: `/v1${SEOUL}/license-pools` })).json();
    const pool = items.find(({ lineId }: { lineId: string }) => lineId !== CAST.hangangDoors);
    assert.deepEqual([pool.partNumber, pool.available, pool.coveredThrough], ["D09LELL", 4, "2008-01-31"]);
    await Promise.all([page.waitForNavigation(), page.click(`main a[href="${SEOUL}/license-keys"]`)]);
    assert.match(await words(), /Rational DOORS/);
    const got = await journey.portal.as(SEOYEON, {
      method: "POST",
      url: `/v1${SEOUL}/license-keys`,
      payload: {
        ...{ lineId: pool.lineId, quantity: 4, delivery: "file" },
        host: { kind: "hostname", value: "seoul-01", name: "서울 서버" },
      },
    });
    assert.equal(got.statusCode, 201, got.body);
    await page.goto(`${BUSAN}/entitlements`);
    assert.ok(!/SO-3000/.test(await words()));
    await page.goto(`${BUSAN}/transfers/${transfer}`);
    assert.match(await words(), /항목은 이제 003005678에 있습니다/);
    await whole();
  });
});
