/** The registered contact of a site who has the passcode still to enter. Source: DOMAIN §3.4.5, §3.14.2. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { testPortal } from "../../test/portal.ts";
import { addFile, type TestFile } from "../../test/releases.ts";

const [LIHUA, NOBODY] = ["lihua@formosa.example", "rei@elsewhere.example"];
const carnet = await testPortal();
after(() => carnet.close());
const { owner } = carnet;
let file: TestFile;

before(async () => {
  file = await addFile(carnet);
  await carnet.portal.jobs.catchUp();
  await sql`
    insert into passcodes (id, site_id, salt, hash, issued_at, expires_at)
    values ('passcode_test', ${CAST.formosa}, '', '', '2010-02-01', '2010-05-01')
        on conflict do nothing`.execute(owner);
  await sql.raw(ORDER).execute(owner);
});

describe("a contact who has yet to enter the passcode", () => {
  test("BR-21 may download", async () => {
    const [item] = (await open(LIHUA, "downloads")).json().items;
    assert.deepEqual([item.id, item.whyNot], [file.id, null]);
    const link = await carnet.as(LIHUA, { method: "POST", url: url(`downloads/${file.id}/links`) });
    assert.equal(link.statusCode, 201);
    assert.equal((await carnet.as(LIHUA, { url: url(`downloads/${file.id}/content`) })).statusCode, 200);
    const page = await carnet.as(LIHUA, { url: `/sites/${CAST.formosa}/downloads` });
    assert.equal(page.statusCode, 200);
  });

  test("BR-22 … and only with subscription and support in force", async () => {
    await sql`update entitlement_lines set covered_through = '2010-02-28' where id = 'line_interim'`.execute(
      owner,
    );
    const reply = await carnet.as(LIHUA, { method: "POST", url: url(`downloads/${file.id}/links`) });
    await sql`update entitlement_lines set covered_through = '2010-12-31' where id = 'line_interim'`.execute(
      owner,
    );
    assert.deepEqual([reply.statusCode, reply.json().code], [403, "no_active_subscription"]);
  });

  test("BR-21 may do nothing else: to the rest the site is not there", async () => {
    for (const path of ["", "orders", "entitlements", "proofs", "contacts", "history"]) {
      assert.equal((await open(LIHUA, path)).statusCode, 404, path);
    }
  });
});

test("nobody else comes in that way", async () => {
  assert.equal((await open(NOBODY, "downloads")).statusCode, 404);
});

describe("it ends", () => {
  test("when somebody has become the primary contact: the next range is refused", async () => {
    const { href } = (
      await carnet.as(LIHUA, { method: "POST", url: url(`downloads/${file.id}/links`) })
    ).json();
    const { pathname } = new URL(href);
    assert.equal(
      (await carnet.as(undefined, { url: pathname, headers: { range: "bytes=0-1" } })).statusCode,
      206,
    );
    await sql`update sites set primary_state = 'claimed' where id = ${CAST.formosa}`.execute(owner);
    assert.equal(
      (await carnet.as(undefined, { url: pathname, headers: { range: "bytes=2-3" } })).statusCode,
      403,
    );
    assert.equal((await open(LIHUA, "downloads")).statusCode, 404);
    await sql`update sites set primary_state = 'unclaimed' where id = ${CAST.formosa}`.execute(owner);
  });

  test("when the site has no passcode to enter", async () => {
    await sql`delete from passcodes where site_id = ${CAST.formosa}`.execute(owner);
    assert.equal((await open(LIHUA, "downloads")).statusCode, 404);
  });
});

const ORDER = `
  insert into orders (id, site_id, number, ordered_on, revision, booked_at)
  values ('order_interim', '${CAST.formosa}', 'SO-9100', '2010-01-05', 1, '2010-01-05');
  insert into order_lines (id, site_id, order_id, line, part_number, quantity)
  values ('oline_interim', '${CAST.formosa}', 'order_interim', 1, 'D55WJLL', 1);
  insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on, part_number,
                                 product_code, product_name, quantity, covered_from, covered_through)
  values ('line_interim', '${CAST.formosa}', 'order_interim', 'oline_interim', 'SO-9100', 1, '2010-01-05', 'D55WJLL', 'was',
          'WebSphere Application Server', 1, '2010-01-05', '2010-12-31')`;

function url(path: string): string {
  return `/v1/sites/${CAST.formosa}/${path}`.replace(/\/$/, "");
}

function open(email: string, path: string) {
  return carnet.as(email, { url: url(path) });
}
