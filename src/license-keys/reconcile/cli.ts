/** `carnet license reconcile`: a client of the API. */
import { type Command, DONE, flag, printTable, REFUSED } from "../../platform/cli.ts";
import type { UnevenPool } from "../pools.store.ts";

export const reconcileLicenses: Command = {
  noun: "license",
  verb: "reconcile",
  usage: "[--json]",
  does: "compares what is out of each line with its keys in force: nothing may differ",
  run: async (api, args) => {
    const { uneven } = await api.call<{ uneven: UnevenPool[] }>("/v1/license-pools/verification");
    if (flag(args, "json")) console.log(JSON.stringify({ uneven }));
    else if (uneven.length === 0) console.log("every line says what its keys add up to");
    else
      printTable(
        ["SITE", "LINE", "SAYS", "KEYS"],
        uneven.map(({ siteId, lineId, quantity, keys }) => [siteId, lineId, String(quantity), String(keys)]),
      );
    return uneven.length === 0 ? DONE : REFUSED;
  },
};
