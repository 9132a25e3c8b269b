import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const MIO = "mio@aoba.example";
const REI = "rei@elsewhere.example";
const PAGE = `/sites/${CAST.aoba}/primary`;
const FORM = { "content-type": "application/x-www-form-urlencoded" };

let portal: TestPortal;

before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

const send = (as: string, url: string, values: Record<string, string>) =>
  portal.as(as, { method: "POST", url, headers: FORM, payload: new URLSearchParams(values).toString() });

const get = async (as: string, url: string) => (await portal.as(as, { url })).body;

async function openOffer(): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from hand_overs where state = 'offered'`.execute(
    portal.owner,
  );
  return rows[0]?.id ?? "";
}

describe("the page of the primary contact", () => {
  test("shows the forms to the primary, the holder to everybody, nothing to strangers", async () => {
    const own = await get(HANA, PAGE);
    assert.match(own, /name="personId"/);
    assert.match(own, /name="place4"/);
    const user = await get(MIO, PAGE);
    assert.match(user, /森 花/);
    assert.doesNotMatch(user, /name="personId"|name="place1"/);
    assert.equal((await portal.as(REI, { url: PAGE })).statusCode, 404);
  });

  test("offers, withdraws, offers again, declines and accepts by plain forms", async () => {
    const offer = () => send(HANA, `${PAGE}/offer`, { personId: CAST.jun, becomes: "secondary" });
    const first = await offer();
    assert.deepEqual([first.statusCode, first.headers.location], [303, `${PAGE}?news=offered`]);
    assert.equal((await offer()).statusCode, 409);
    await send(HANA, `${PAGE}/withdrawal`, { handOverId: await openOffer() });
    await offer();
    assert.match(await get(JUN, PAGE), /\/acceptance/);
    assert.doesNotMatch(await get(MIO, PAGE), /\/acceptance|阿部/);
    await send(JUN, `${PAGE}/refusal`, { handOverId: await openOffer() });
    await offer();
    const accepted = await send(JUN, `${PAGE}/acceptance`, { handOverId: await openOffer() });
    assert.equal(accepted.headers.location, `${PAGE}?news=accepted`);
    assert.match(await get(JUN, `${PAGE}?news=accepted`), /name="personId"/);
  });

  test("400 says beside the field that nobody was chosen; the order of succession is kept", async () => {
    const empty = await send(JUN, `${PAGE}/offer`, { personId: "", becomes: "user" });
    assert.equal(empty.statusCode, 400);
    assert.match(empty.body, /field-personId-error/);
    const twice = await send(JUN, `${PAGE}/successors`, { place1: CAST.mio, place2: CAST.mio });
    assert.equal(twice.statusCode, 400);
    const saved = await send(JUN, `${PAGE}/successors`, { place1: CAST.mio, place2: "", place3: CAST.hana });
    assert.equal(saved.headers.location, `${PAGE}?news=saved`);
    const { rows } = await sql<{ personId: string }>`
      select person_id from successors order by place`.execute(portal.owner);
    assert.deepEqual(
      rows.map(({ personId }) => personId),
      [CAST.mio, CAST.hana],
    );
  });
});

describe("the page for a contact who has left", () => {
  const typed = {
    company: "Aoba Trading",
    siteNumber: "7001234",
    customerNumber: "",
    country: "JP",
    contactType: "primary",
    romanizedName: "Ren Ito",
    email: "ren@aoba.example",
    phone: "022-000-0001",
    statement: "She has left; I am her manager.",
  };

  test("BR-52 an incomplete request comes back with everything that was typed, and the rule", async () => {
    const reply = await send(REI, "/help/primary-left", typed);
    assert.equal(reply.statusCode, 400);
    assert.match(reply.body, /BR-52/);
    assert.match(reply.body, /field-customerNumber-error/);
    for (const value of Object.values(typed).filter((each) => each !== ""))
      assert.ok(reply.body.includes(value));
  });

  test("BR-52 a complete one goes to customer care, whose answer tells nothing of the site", async () => {
    const reply = await send(REI, "/help/primary-left", { ...typed, customerNumber: "1234567" });
    assert.deepEqual([reply.statusCode, reply.headers.location], [303, "/help/primary-left?sent=yes"]);
    const sent = await get(REI, "/help/primary-left?sent=yes");
    assert.match(sent, /rei@elsewhere\.example/);
    assert.doesNotMatch(sent, /7001234|青葉/);
  });

  test("a stranger is asked to sign in", async () => {
    const reply = await portal.app.inject({ url: "/help/primary-left", headers: { accept: "text/html" } });
    assert.deepEqual(
      [reply.statusCode, reply.headers.location],
      [303, "/sign-in?next=%2Fhelp%2Fprimary-left"],
    );
  });
});
