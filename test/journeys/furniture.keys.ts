/** Keys of three products on an old host, a move of one of them, a list that waits and one that was applied. */
import { sql } from "kysely";
import { CAST } from "../cast.ts";
import { addKeyProducts, KEY_LINES } from "../key-products.ts";
import type { TestPortal } from "../portal.ts";
import { type Places, send } from "./furniture.ts";

const HANA = "hana@aoba.example";
const KEYS = `/sites/${CAST.aoba}/license-keys`;
const OLD = { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "旧サーバー app01" };
const HEAD = "action,product,quantity,host_kind,host_value,host_name";

export async function furnishKeys(portal: TestPortal): Promise<Places> {
  await addKeyProducts(portal);
  const get = (payload: object) => send(portal, HANA, `/v1${KEYS}`, { quantity: 1, host: OLD, ...payload });
  await get({ lineId: CAST.aobaDoors, quantity: 2 });
  await get({ lineId: KEY_LINES.change, quantity: 2 });
  await get({ lineId: KEY_LINES.quest, quantity: 3, lock: "floating" });
  const { key: online, secret } = await get({
    lineId: CAST.aobaDoors,
    quantity: 2,
    delivery: "online",
    lock: "floating",
    host: undefined,
  });
  await checkOut(portal, secret);
  const { items } = (await portal.as(HANA, { url: `/v1${KEYS}` })).json();
  const held = (name: string) =>
    items.find(
      (key: { productName: string; host: object | null }) => key.productName === name && key.host !== null,
    );
  const [doors, quest] = [held("Rational DOORS"), held("Rational ClearQuest")];
  await send(portal, HANA, `/v1${KEYS}/moves`, {
    keys: [quest.id],
    to: { kind: "hostname", value: "app02.aoba.example", name: "app02" },
    quantities: { [quest.id]: 2 },
  });
  const { rows } = await sql<{ id: string }>`select id from key_moves`.execute(portal.owner);
  const rowsOf = (quantity: number) => `${HEAD}\r\nget,doors,${quantity},any,,farm\r\n`;
  const applied = await portal.as(HANA, {
    method: "POST",
    url: `/v1${KEYS}/imports`,
    headers: { "content-type": "text/csv" },
    payload: rowsOf(1),
  });
  const upload = await portal.as(HANA, {
    method: "POST",
    url: `${KEYS}/import`,
    headers: { "content-type": "multipart/form-data; boundary=b" },
    payload: `--b\r\ncontent-disposition: form-data; name="file"; filename="l.csv"\r\ncontent-type: text/csv\r\n\r\n${rowsOf(1)}\r\n--b--\r\n`,
  });
  if (applied.statusCode !== 200 || upload.statusCode !== 303)
    throw new Error("a list of keys was not taken");
  const host = doors.host.id;
  const get1 = `${KEYS}/get?lineId=${CAST.aobaDoors}`;
  return {
    "/sites/:siteId/license-keys/get": [
      `${KEYS}/get`,
      get1,
      `${KEYS}/get?lineId=${KEY_LINES.change}`,
      `${get1}&step=check&quantity=1&delivery=file&lock=node-locked&hostId=${host}`,
    ],
    "/sites/:siteId/license-keys/hosts/:hostId": `${KEYS}/hosts/${host}`,
    "/sites/:siteId/license-keys/list": [`${KEYS}/list`, `${KEYS}/list?state=all&sort=-issuedAt`],
    "/sites/:siteId/license-keys/move": [
      `${KEYS}/move`,
      `${KEYS}/move?from=${host}`,
      `${KEYS}/move?from=${host}&step=check&keys=${doors.id}&kind=hostname&value=app03.aoba.example`,
    ],
    "/sites/:siteId/license-keys/moves/:moveId": `${KEYS}/moves/${rows[0]?.id}`,
    "/sites/:siteId/license-keys/imports/:importId": `${KEYS}/imports/${applied.json().id}`,
    "/sites/:siteId/license-keys/:keyId": [`${KEYS}/${doors.id}`, `${KEYS}/${online.id}`],
    "/sites/:siteId/license-keys/:keyId/install": `${KEYS}/${doors.id}/install?after=got`,
    "/sites/:siteId/license-keys/:keyId/uses": [
      `${KEYS}/${online.id}/uses`,
      `${KEYS}/${online.id}/uses?freed=2010-03-04T03%3A00%3A00Z`,
      `${KEYS}/${doors.id}/uses`,
    ],
  };
}

/** A seat that is lent, one that is borrowed, and a machine that waits. */
async function checkOut(portal: TestPortal, key: string): Promise<void> {
  for (const [name, more] of Object.entries({
    lent: {},
    borrowed: { borrowDays: 3 },
    waiting: { wait: true },
  })) {
    const drawn = `${name}-0123456789abcdef`;
    const asked = { key, machine: `${name}-machine-of-a-long-name`, nonce: drawn, attempt: drawn, ...more };
    await send(portal, undefined, "/v1/licensing/leases", asked);
  }
}
