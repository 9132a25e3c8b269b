/** Transfers in each state in which a site or the desk meets them. */
import { AGENTS } from "../agents.ts";
import { CAST } from "../cast.ts";
import type { TestPortal } from "../portal.ts";
import { type Places, send } from "./furniture.ts";

const AOBA = `/sites/${CAST.aoba}`;
const HANA = "hana@aoba.example";
const SEOYEON = "seoyeon@hangang.example";
const LISA = AGENTS.lisa.email;

/** One that its keys hold up, one with license support, one that came in, one that is ready to go, one that was refused. */
export async function furnishTransfers(portal: TestPortal): Promise<Places> {
  const ask = async (email: string, siteId: string, lineId: string, targetSiteNumber: string) => {
    const payload = { lineIds: [lineId], targetSiteNumber, reason: "部署の統合のため" };
    const { id } = await send(portal, email, `/v1/sites/${siteId}/transfers`, payload);
    await portal.portal.jobs.drain();
    return id as string;
  };
  const consent = (email: string, siteId: string, id: string) =>
    send(portal, email, `/v1/sites/${siteId}/transfers/${id}/consent`, { decision: "consent" });
  const got = { quantity: 2, delivery: "file" };
  await send(portal, HANA, `/v1${AOBA}/license-keys`, {
    ...{ ...got, lineId: CAST.aobaDoors },
    host: { kind: "ethernet", value: "00163e2a9c11", name: "設計サーバー" },
  });
  const blocked = await ask(HANA, CAST.aoba, CAST.aobaDoors, "3005678");
  const refused = await ask(HANA, CAST.aoba, CAST.aobaWas, "7777777");
  await send(portal, LISA, `/v1/operator/transfers/${refused}/rejection`, {
    ...{ ticket: "T-101", note: "There is no site 7777777." },
  });
  const incoming = await ask(SEOYEON, CAST.hangang, CAST.hangangDoors, "7001234");
  await send(portal, SEOYEON, `/v1/sites/${CAST.hangangFct}/license-keys`, {
    ...{ ...got, lineId: CAST.hangangFctDoors },
    host: { kind: "hostname", value: "busan-01", name: "부산 서버" },
  });
  const supported = await ask(SEOYEON, CAST.hangangFct, CAST.hangangFctDoors, "3005678");
  await consent(SEOYEON, CAST.hangangFct, supported);
  await send(portal, SEOYEON, `/v1/sites/${CAST.hangangFct}/transfers/${supported}/support-case`, {
    reason: "호스트가 고장 났습니다.",
  });
  const ready = await ask(HANA, CAST.aoba, CAST.aobaWas, "3005678");
  await consent(HANA, CAST.aoba, ready);
  await consent(SEOYEON, CAST.hangang, ready);
  const desk = (id: string) => `/operator/transfers/${id}`;
  return {
    "/sites/:siteId/transfers/:id": [blocked, refused, incoming, ready].map(
      (id) => `${AOBA}/transfers/${id}`,
    ),
    "/sites/:siteId/transfers/new": [`${AOBA}/transfers/new`, `${AOBA}/transfers/new?q=nowhere`],
    "/operator/transfers/:id": [blocked, refused, supported, ready].map(desk),
    "/operator/transfers": ["/operator/transfers", "/operator/transfers?state=cancelled"],
  };
}
