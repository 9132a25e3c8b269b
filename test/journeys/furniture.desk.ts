/** The desk's work, a request of each kind, and what a site's people have arranged for themselves and their programs. */
import { sql } from "kysely";
import { CARE_KINDS } from "../../src/care/queue.rules.ts";
import { AGENTS, addAgents } from "../agents.ts";
import { CAST } from "../cast.ts";
import type { TestPortal } from "../portal.ts";
import { type Places, send } from "./furniture.ts";

const AOBA = `/sites/${CAST.aoba}`;
const HANA = "hana@aoba.example";

/** A request of each kind; what some people ask (a passcode, a claim) is furnished with them. */
export async function furnishDesk(portal: TestPortal): Promise<Places> {
  await addAgents(portal.owner);
  const seoyeon = { name: "김서연", email: "seoyeon@hangang.example", country: "KR" };
  await send(portal, undefined, "/v1/enquiries", { kind: "forgotten-id", siteNumber: "3005678", ...seoyeon });
  await send(portal, "rei@elsewhere.example", "/v1/enquiries", {
    ...{ kind: "contact-enquiry", siteNumber: "7001234", name: "Rei Sato", country: "JP" },
    ...{ email: "rei@elsewhere.example", company: "青葉商事株式会社", message: "担当者が変わりました。" },
  });
  await send(portal, undefined, "/v1/enquiries", {
    ...{ kind: "registration-change", siteNumber: "7001234", ...seoyeon },
    changes: { phone: "022-000-0010", contactFamilyName: "阿部" },
  });
  await send(portal, "seoyeon@hangang.example", "/v1/access-requests", {
    ...{ siteNumber: "7001234", isPrimaryContact: true, company: "青葉商事株式会社" },
  });
  await openUnattended(portal);
  await portal.portal.jobs.drain();
  const { items } = (await portal.as(AGENTS.cara.email, { url: "/v1/care/requests?limit=100" })).json();
  const ofKind = CARE_KINDS.map((kind) => {
    const found = (items as { id: string; kind: string }[]).find((each) => each.kind === kind);
    if (found === undefined) throw new Error(`nothing of ${kind} is on the desk`);
    return found;
  });
  for (const { id } of ofKind.slice(0, 6))
    await send(portal, AGENTS.cara.email, `/v1/care/requests/${id}/claim`, {});
  return {
    "/care/requests/:id": ofKind.map(({ id }) => `/care/requests/${id}`),
    "/care/people/:personId": `/care/people/${CAST.hana}`,
    "/care/search": "/care/search?q=7001234",
  };
}

/** As the watch does it for a site that nobody looks after. */
async function openUnattended({ owner }: TestPortal): Promise<void> {
  await sql`
    insert into site_warnings (site_id, cause, since)
    values (${CAST.hangang}, 'primary-unseen', '2010-02-01'), (${CAST.hangang}, 'no-second-administrator', '2010-02-01')
        on conflict do nothing`.execute(owner);
  await sql`
    insert into care_requests (id, kind, team, subject_id, site_id, site_number, requester_name, country, language,
                               opened_at, due_at)
    select 'care_unattended', 'unattended-site', 'care', id, id, number, name, country, language, '2010-02-22', '2010-03-02'
      from sites where id = ${CAST.hangang}`.execute(owner);
}

/** Key contacts, consents, programs that read, and the company's own sign-in. */
export async function furnishArrangements(portal: TestPortal): Promise<Places> {
  await send(portal, HANA, `/v1${AOBA}/contacts/BILLING`, CONTACT, "PUT");
  await send(portal, HANA, `/v1${AOBA}/consents`, {
    purpose: "disclose-contacts",
    validThrough: "2010-05-01",
  });
  const scopes = ["entitlement.read", "order.read"];
  await send(portal, HANA, `/v1${AOBA}/access-tokens`, {
    name: "棚卸しツール",
    scopes,
    expiresOn: "2010-12-31",
  });
  const company = { issuer: "https://login.aoba.example", clientId: "carnet" };
  await send(portal, HANA, `/v1${AOBA}/identity-providers`, { domain: "aoba.example", ...company });
  return {};
}

const CONTACT = {
  name: "経理部 田中",
  email: "billing@aoba.example",
  phone: "022-000-0011",
  street: "青葉町1-2-3",
  city: "仙台市",
  region: "宮城県",
  postalCode: "980-0001",
};
