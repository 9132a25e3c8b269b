/** The studio with choices of every kind, and scenarios to open and to compare. */
import { CAST } from "../cast.ts";
import type { TestPortal } from "../portal.ts";
import type { Places } from "./furniture.ts";

const AOBA = `/sites/${CAST.aoba}`;
const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";

export async function furnishStudio(portal: TestPortal): Promise<Places> {
  const own = await keep(portal, HANA, {
    name: "四月にまとめて更新",
    note: "役員会議用",
    default: "renew-now",
  });
  const late = [{ lineId: CAST.aobaWas, choice: "let-lapse" }];
  const other = await keep(portal, HANA, { name: "Defer", default: "defer", choices: late });
  const back = { default: "lapse-and-reinstate", defaultOn: "2011-10-20" };
  const shared = await keep(portal, JUN, { name: "期限切れ後に再開", isShared: true, ...back });
  const choices = `c.${CAST.aobaWas}=lapse-and-reinstate&d.${CAST.aobaWas}=2011-10-20`;
  const fewer = `c.${CAST.aobaDoors}=quantity&n.${CAST.aobaDoors}=8`;
  return {
    "/sites/:siteId/studio": [
      `${AOBA}/studio`,
      `${AOBA}/studio?horizon=36&change=5&${choices}&${fewer}`,
      `${AOBA}/studio?scenario=${own}&all=let-lapse&on=2001-01-01&change=x`,
    ],
    "/sites/:siteId/studio/comparison": `${AOBA}/studio/comparison?scenario=${own}&scenario=${other}&scenario=${shared}&horizon=36`,
    "/sites/:siteId/renewal-scenarios/new": `${AOBA}/renewal-scenarios/new?all=defer&${choices}`,
    "/sites/:siteId/renewal-scenarios/:id": [
      `${AOBA}/renewal-scenarios/${own}`,
      `${AOBA}/renewal-scenarios/${shared}`,
    ],
  };
}

async function keep(portal: TestPortal, email: string, payload: object): Promise<string> {
  const reply = await portal.as(email, { method: "POST", url: `/v1${AOBA}/renewal-scenarios`, payload });
  return reply.json().id;
}
