/** The stage of tests of transfers: Aoba's second site in Osaka, with Ken as its primary contact; Lisa of license support. */
import type { InjectOptions } from "fastify";
import { sql } from "kysely";
import { AGENTS, addAgents } from "./agents.ts";
import { CAST } from "./cast.ts";
import { type TestOptions, testPortal } from "./portal.ts";

export const HANA = "hana@aoba.example";
export const KEN = "ken@aoba.example";
export const SEOYEON = "seoyeon@hangang.example";
export const LISA = AGENTS.lisa.email;
export const OSAKA = "site_osaka";
export const MAC = "001b44113ab7";

/** Site 7005555 of the same customer, PA, without orders; Ken with a name that shows wherever it leaks. */
const SECOND_SITE = `
  insert into sites (id, number, program, agreement_id, customer_id, name, street, city, region, postal_code, country,
                     department, phone, fax, language, registered_on, contact_given_name, contact_family_name,
                     contact_email, contact_email_key, primary_state, documents_due)
  select 'site_osaka', '7005555', program, agreement_id, customer_id, '青葉商事 大阪支店', street, city, region, postal_code,
         country, department, phone, fax, language, '2010-02-01', 'Ken', 'Ito', 'ken@aoba.example', 'ken@aoba.example',
         'claimed', false
    from sites where id = 'site_aoba';
  insert into people (id, email, email_key, given_name, family_name, country, language, password_hash, state,
                      registered_at, confirmed_at)
  select 'person_ken', 'ken@aoba.example', 'ken@aoba.example', 'Canaryken', 'Kanarienito', 'JP', 'en', password_hash, 'active',
         registered_at, confirmed_at
    from people where id = 'person_hana';
  insert into access_grants (site_id, person_id, role, software_and_services, reporting, entitlements,
                             entitlement_allocation, manage_access, contact_update, account_documents, granted_at, granted_by)
  select 'site_osaka', 'person_ken', role, software_and_services, reporting, entitlements, entitlement_allocation,
         manage_access, contact_update, account_documents, granted_at, granted_by
    from access_grants where person_id = 'person_hana'`;

export async function transferStage(options: TestOptions = {}) {
  const portal = await testPortal(options);
  await addAgents(portal.owner);
  await sql.raw(SECOND_SITE).execute(portal.owner);
  const as = (email: string | undefined, request: InjectOptions) => portal.as(email, request);
  const post = (email: string, url: string, payload: object = {}) =>
    as(email, { method: "POST", url, payload });
  const drain = () => portal.portal.jobs.drain();
  return {
    portal,
    as,
    post,
    drain,
    /** Of Aoba's DOORS to Osaka, by Hana, unless something else is said. */
    ask: async (
      payload: object = {},
      { email = HANA, siteId = CAST.aoba }: { email?: string; siteId?: string } = {},
    ) => {
      const reply = await post(email, `/v1/sites/${siteId}/transfers`, {
        targetSiteNumber: "7005555",
        lineIds: [CAST.aobaDoors],
        reason: "Canarywhy: the team moves",
        ...payload,
      });
      await drain();
      return reply;
    },
    read: async (id: string, email = HANA, siteId: string = CAST.aoba) =>
      (await as(email, { url: `/v1/sites/${siteId}/transfers/${id}` })).json(),
    consent: (
      id: string,
      email = HANA,
      siteId: string = CAST.aoba,
      payload: object = { decision: "consent" },
    ) => post(email, `/v1/sites/${siteId}/transfers/${id}/consent`, payload),
    desk: (id: string, what: string, payload: object = { ticket: "T-1" }) =>
      post(LISA, `/v1/operator/transfers/${id}/${what}`, payload),
    get: (payload: object, { email = HANA, siteId = CAST.aoba }: { email?: string; siteId?: string } = {}) =>
      post(email, `/v1/sites/${siteId}/license-keys`, {
        lineId: CAST.aobaDoors,
        quantity: 6,
        delivery: "file",
        host: { kind: "ethernet", value: MAC, name: "build-01" },
        ...payload,
      }),
    giveBack: (keyId: string, email = HANA, siteId: string = CAST.aoba) =>
      post(email, `/v1/sites/${siteId}/license-keys/${keyId}/return`, {}),
    pools: async (email = HANA, siteId: string = CAST.aoba) =>
      (await as(email, { url: `/v1/sites/${siteId}/license-pools` })).json().items as readonly {
        lineId: string;
        partNumber: string;
        orderNumber: string;
        available: number;
        coveredThrough: string;
      }[],
    mailsTo: async (email: string) => {
      await drain();
      const reply = await portal.app.inject({ url: `/v1/demo/mailbox?to=${email}` });
      return reply.json().items as { to: string; subject: string; text: string }[];
    },
    close: () => portal.close(),
  };
}

export type TransferStage = Awaited<ReturnType<typeof transferStage>>;

/** Both primary contacts consent. */
export async function consentBoth(stage: TransferStage, id: string): Promise<void> {
  await stage.consent(id);
  await stage.consent(id, KEN, OSAKA);
}
