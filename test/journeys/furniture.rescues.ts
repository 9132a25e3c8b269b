/** An emergency that waits for an answer, one that was answered, and machines without a network that were answered. */
import { makeRequest } from "../../packages/license/src/air-gap.ts";
import { CAST } from "../cast.ts";
import { KEY_LINES } from "../key-products.ts";
import type { TestPortal } from "../portal.ts";
import { type Places, send } from "./furniture.ts";

const AOBA = `/sites/${CAST.aoba}`;
const HANA = "hana@aoba.example";

export async function furnishRescues(portal: TestPortal): Promise<Places> {
  const keys = `/v1${AOBA}/license-keys`;
  const line = { lineId: KEY_LINES.quest, quantity: 1 };
  const get = (value: string, name: string) =>
    send(portal, HANA, keys, { ...line, host: { kind: "ethernet", value, name } });
  const dead = await get("00:1B:44:11:5A:01", "plant-a");
  const back = await get("00:1B:44:11:5A:02", "plant-b");
  const take = (hostId: string, value: string) =>
    send(portal, HANA, `${keys}/rescues`, {
      hostId,
      host: { kind: "hostname", value },
      reason: "電源ユニットの故障",
    });
  const open = await take(dead.key.host.id, "spare-a.aoba.example");
  const settled = await take(back.key.host.id, "spare-b.aoba.example");
  await send(portal, HANA, `${keys}/rescues/${settled.rescue.id}/outcome`, { outcome: "back" });
  const host = { kind: "ethernet", value: "00:1B:44:11:5A:03", name: "island-1" };
  const asked = await makeRequest({ product: "change", host, now: portal.clock.now().getTime() });
  const answered = await send(portal, HANA, `/v1${AOBA}/air-gap/requests`, {
    request: asked.text,
    lineId: KEY_LINES.change,
    quantity: 1,
  });
  const other = { ...host, value: "00:1B:44:11:5A:04" };
  const fresh = await makeRequest({ product: "doors", host: other, now: portal.clock.now().getTime() });
  const question = (text: string) => `${AOBA}/air-gap?request=${encodeURIComponent(text)}`;
  return {
    "/sites/:siteId/license-keys/rescues/:rescueId": [
      `${AOBA}/license-keys/rescues/${open.rescue.id}`,
      `${AOBA}/license-keys/rescues/${settled.rescue.id}`,
    ],
    "/sites/:siteId/air-gap": [`${AOBA}/air-gap`, question(fresh.code), question(fresh.fragment)],
    "/sites/:siteId/air-gap/:requestId": `${AOBA}/air-gap/${answered.id}`,
    "/operator/license-keys": ["/operator/license-keys", "/operator/license-keys?q=7001234"],
    "/operator/license-keys/:siteId": `/operator/license-keys/${CAST.aoba}`,
    "/operator/key-schemes/:productCode": "/operator/key-schemes/doors",
  };
}
