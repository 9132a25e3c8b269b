/** Things for every page to show: each in the state in which somebody meets it. */
import type { InjectOptions } from "fastify";
import { sql } from "kysely";
import { CAST, PASSWORD } from "../cast.ts";
import { ways } from "../factors.ts";
import type { TestPortal } from "../portal.ts";
import { addFile } from "../releases.ts";
import { furnishCalendar } from "./furniture.calendar.ts";
import { furnishCart } from "./furniture.cart.ts";
import { furnishArrangements, furnishDesk } from "./furniture.desk.ts";
import { furnishKeyCenter } from "./furniture.key-center.ts";
import { furnishKeys } from "./furniture.keys.ts";
import { furnishQuotes } from "./furniture.quotes.ts";
import { furnishRescues } from "./furniture.rescues.ts";
import { furnishSigning } from "./furniture.signing.ts";
import { furnishStudio } from "./furniture.studio.ts";
import { furnishTransfers } from "./furniture.transfers.ts";

/** The address, or the several, of each page that names a thing or needs a question, by its route. */
export type Places = Record<string, string | readonly string[]>;

const AOBA = `/sites/${CAST.aoba}`;
const HANA = "hana@aoba.example";
const OTTO = "otto@vendor.example";

/** Who signs in with an authenticator app. */
export const WITH_APP = "mio@aoba.example";

export async function furnish(portal: TestPortal): Promise<Places> {
  const places = {
    ...(await furnishAccount(portal)),
    ...(await furnishSite(portal)),
    ...(await furnishPlace(portal)),
    ...(await furnishVendor(portal)),
    ...(await furnishContact(portal)),
    ...(await furnishRequests(portal)),
    ...(await furnishArrangements(portal)),
    ...(await furnishDesk(portal)),
    ...(await furnishStudio(portal)),
    ...(await furnishCalendar(portal)),
    ...(await furnishQuotes(portal)),
    ...(await furnishCart(portal)),
    ...(await furnishKeyCenter(portal)),
    ...(await furnishKeys(portal)),
    ...(await furnishRescues(portal)),
    ...(await furnishTransfers(portal)),
    ...(await furnishSigning(portal)),
  };
  const { session, addApp } = ways(portal);
  await addApp(await session(WITH_APP));
  return places;
}

/** Links out of mails, each to somebody who asked for it. */
async function furnishAccount(portal: TestPortal): Promise<Places> {
  const person = { givenName: "Ken", familyName: "Ito", country: "JP", language: "ja" };
  await send(portal, undefined, "/v1/people", { ...person, email: "ken@aoba.example", password: PASSWORD });
  await send(portal, undefined, "/v1/password-resets", { email: "mio@aoba.example" });
  await send(portal, OTTO, "/v1/operators", { email: "new@vendor.example" });
  await send(portal, HANA, "/v1/authenticator", {}); // offered, so that its page shows the QR code
  await portal.portal.jobs.drain();
  return {
    "/confirm/:token": await linkTo(portal, "ken@aoba.example", "/confirm/"),
    "/reset/:token": await linkTo(portal, "mio@aoba.example", "/reset/"),
    "/invitations/:token": await linkTo(portal, "new@vendor.example", "/invitations/"),
    "/sign-in/company/start": "/sign-in/company/start?email=rei@elsewhere.example",
    "/mailbox/:mailId": await firstLinkOf(portal, undefined, "/mailbox", /\/mailbox\/[\w]+/),
  };
}

async function furnishSite(portal: TestPortal): Promise<Places> {
  await portal.portal.jobs.enqueue(portal.portal.db, "entitlements.issue-proofs", [{}]);
  await portal.portal.jobs.drain();
  const { items } = (await portal.as(HANA, { url: `/v1${AOBA}/proofs` })).json();
  const file = await addFile(portal);
  const review = await openReview(portal);
  await sendList(portal);
  await portal.portal.jobs.drain();
  return {
    "/sites/:siteId/orders/:orderNumber": `${AOBA}/orders/SO-4711`,
    "/sites/:siteId/entitlements/:lineId": `${AOBA}/entitlements/${CAST.aobaWas}`,
    "/sites/:siteId/proofs/:proofId": `${AOBA}/proofs/${items[0].id}`,
    "/check/:code": `/check/${items[0].checkCode}`,
    "/sites/:siteId/downloads/:fileId": `${AOBA}/downloads/${file.id}`,
    "/sites/:siteId/members/:personId": `${AOBA}/members/${CAST.mio}`,
    "/sites/:siteId/members/:personId/removal": `${AOBA}/members/${CAST.mio}/removal`,
    "/sites/:siteId/members/review/:reviewId": review,
    "/sites/:siteId/members/review/:reviewId/remove/:personId": `${review}/remove/${CAST.mio}`,
    "/sites/:siteId/contacts/:type": `${AOBA}/contacts/BILLING`,
    "/catalog/products": ["/catalog/products", `/catalog/products?siteId=${CAST.aoba}&q=nowhere`],
    "/catalog/products/:code": ["/catalog/products/was", `/catalog/products/was?siteId=${CAST.aoba}`],
    "/catalog/parts": `/catalog/parts?siteId=${CAST.aoba}`,
    "/catalog/lifecycle": `/catalog/lifecycle?siteId=${CAST.aoba}&show=all`,
  };
}

/** As on the first day of a quarter. */
async function openReview({ owner }: TestPortal): Promise<string> {
  await sql`insert into access_reviews (id, site_id, opened_on, due_on)
            values ('review_furniture', ${CAST.aoba}, '2010-02-20', '2010-03-22')`.execute(owner);
  await sql`insert into access_review_items (site_id, review_id, person_id)
            select site_id, 'review_furniture', person_id from access_grants where site_id = ${CAST.aoba}`.execute(
    owner,
  );
  return `${AOBA}/members/review/review_furniture`;
}

/** The primary contact's place in every state at once: on offer, claimed, with successors and all that is the matter. */
async function furnishPlace(portal: TestPortal): Promise<Places> {
  await send(portal, HANA, `/v1${AOBA}/successors`, { personIds: [CAST.jun, CAST.mio] }, "PUT");
  await send(portal, HANA, `/v1${AOBA}/hand-overs`, { personId: CAST.mio, becomes: "secondary" });
  await sql`
    insert into site_warnings (site_id, cause, since)
    select ${CAST.aoba}, cause, '2010-02-01'
      from unnest('{mail-bounces,primary-unseen,no-second-administrator}'::text[]) cause
        on conflict do nothing`.execute(portal.owner);
  await send(portal, "jun@aoba.example", `/v1${AOBA}/succession-claim`, {});
  await portal.portal.jobs.drain();
  return {};
}

async function furnishVendor(portal: TestPortal): Promise<Places> {
  const bad = `${JSON.stringify({ type: "site", number: "12" })}\n`;
  const feed = await portal.as(OTTO, {
    method: "POST",
    url: "/v1/feeds",
    headers: { "content-type": "application/x-ndjson" },
    payload: bad,
  });
  await portal.portal.jobs.drain();
  return {
    "/operator/sites/:siteId": `/operator${AOBA}`,
    "/operator/feeds/:feedId": `/operator/feeds/${feed.json().id}`,
    "/operator/staff/:personId/remove": `/operator/staff/${CAST.otto}/remove`,
  };
}

/** Sent by one of the cast, or by a stranger; what is refused is a fault of the furniture. */
export async function send(
  portal: TestPortal,
  email: string | undefined,
  url: string,
  payload: object,
  method = "POST",
) {
  const reply = await portal.as(email, { method, url, payload } as InjectOptions);
  if (reply.statusCode >= 300) throw new Error(`${method} ${url}: ${reply.statusCode} ${reply.body}`);
  return reply.body === "" ? {} : reply.json();
}

async function linkTo(portal: TestPortal, email: string, start: string): Promise<string> {
  const { items } = (await portal.as(undefined, { url: `/v1/demo/mailbox?to=${email}` })).json();
  for (const { text } of items as { text: string }[]) {
    const found = text.match(new RegExp(`${start}[\\w-]+`));
    if (found !== null) return found[0];
  }
  throw new Error(`no mail to ${email} leads to ${start}`);
}

async function firstLinkOf(
  portal: TestPortal,
  email: string | undefined,
  url: string,
  link: RegExp,
): Promise<string> {
  const { body } = await portal.as(email, { url });
  const found = body.match(link);
  if (found === null) throw new Error(`${url} has no ${link}`);
  return found[0];
}

/** A second site of Aoba's, which waits for Hana to enter the passcode that she lost. */
async function furnishContact(portal: TestPortal): Promise<Places> {
  await sql`
    insert into sites (id, number, program, customer_id, name, street, city, region, postal_code, country, department,
                       phone, fax, language, registered_on, contact_given_name, contact_family_name, contact_email,
                       contact_email_key, primary_state, first_ordered_on, documents_due)
    select 'site_aobatwo', '7001999', 'PAE', customer_id, '青葉商事 大阪', street, city, region, postal_code, country,
           department, phone, fax, language, registered_on, contact_given_name, contact_family_name, contact_email,
           contact_email_key, 'unclaimed', first_ordered_on, false
      from sites where id = ${CAST.aoba}`.execute(portal.owner);
  await sql`
    insert into passcodes (id, site_id, salt, hash, issued_at, expires_at)
    values ('passcode_furniture', 'site_aobatwo', '', '', '2010-02-01', '2010-05-01')`.execute(portal.owner);
  await send(portal, HANA, "/v1/passcode-requests", { siteNumber: "7001999" });
  return {
    "/passcode-requests/new": "/passcode-requests/new?site=7001999",
    "/passcode-requests/stop": "/passcode-requests/stop?site=7001999",
    "/care/sites/:siteId/passcodes": "/care/sites/site_aobatwo/passcodes",
    "/care/views/new": `/care/views/new?site=${CAST.aoba}`,
  };
}

/** Somebody asks for access to Aoba's site, a member for a privilege; Hana asks for another site. */
async function furnishRequests(portal: TestPortal): Promise<Places> {
  const about = {
    company: "青葉商事株式会社",
    department: "経理部",
    phone: "022-000-0009",
    message: "監査のため",
  };
  const asked = { isPrimaryContact: false, ...about };
  const rei = await send(portal, "rei@elsewhere.example", "/v1/access-requests", {
    siteNumber: "7001234",
    ...asked,
  });
  const own = await send(portal, HANA, "/v1/access-requests", { siteNumber: "7004321", ...asked });
  await send(portal, "mio@aoba.example", `/v1${AOBA}/privilege-requests`, { permission: "order.read" });
  await portal.portal.jobs.drain();
  return {
    "/access-requests/:id": `/access-requests/${own.id}`,
    "/sites/:siteId/access-requests/:id": `${AOBA}/access-requests/${rei.id}`,
  };
}

/** A list of people, sent and not yet applied. */
async function sendList(portal: TestPortal): Promise<void> {
  const text = "email,action,role\nlisted@aoba.example,add,user\nmio@aoba.example,change,secondary";
  const head = 'content-disposition: form-data; name="file"; filename="list.csv"';
  await portal.as(HANA, {
    method: "POST",
    url: `${AOBA}/members/import`,
    headers: { "content-type": "multipart/form-data; boundary=b" },
    payload: `--b\r\n${head}\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--b--\r\n`,
  });
}
