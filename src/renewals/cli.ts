/** `carnet renewal run --on DATE`: a client of the API. */
import { type Command, DONE, flag, Misuse, option, printTable, REFUSED } from "../platform/cli.ts";
import { isLocalDate } from "../platform/dates.ts";
import { decimalsOf } from "../platform/money.ts";
import type { ReportItem, RunReport } from "./run/report.data.ts";

const run: Command = {
  noun: "renewal",
  verb: "run",
  usage: "--on DATE [--dry-run] [--site NUMBER] [--json]",
  does: "goes through all sites to a day; --dry-run prints what would be made and sent on any day, and does nothing",
  run: async (api, args) => {
    const on = option(args, "on") ?? "";
    if (!isLocalDate(on)) throw new Misuse("--on needs a date such as 2010-01-01");
    const siteNumber = option(args, "site");
    const report = await api.call<RunReport>("/v1/renewal-runs", {
      method: "POST",
      body: { on, dryRun: flag(args, "dry-run"), ...(siteNumber === undefined ? {} : { siteNumber }) },
    });
    if (flag(args, "json")) console.log(JSON.stringify(report));
    else print(report);
    return report.failures.length > 0 ? REFUSED : DONE;
  },
};

export const renewalCommands: readonly Command[] = [run];

function print({ on, isDryRun, counts, notBegun, items, itemsCount, failures }: RunReport): void {
  const { sites, issued, updated, deferred, lapsed, renewed } = counts;
  console.log(
    `${on}${isDryRun ? " rehearsed, nothing done" : ""}: ${sites} sites, ${issued} quotes, ${updated} updated, ` +
      `${deferred} lines deferred, ${lapsed} lapsed, ${renewed} renewed automatically`,
  );
  if (notBegun > 0)
    console.log(`${notBegun} sites were never gone through: they begin with today's run, not on a past day`);
  if (items.length > 0) {
    const heads = ["SITE", "WHAT", "QUOTE", "RENEWAL", "LINES", "AMOUNT", "MAILED TO", "RULE"];
    printTable(heads, items.flatMap(rowsOf));
  }
  if (itemsCount > items.length) console.log(`… and ${itemsCount - items.length} more`);
  if (failures.length > 0) {
    printTable(
      ["SITE", "WHAT IS WRONG"],
      failures.map(({ siteNumber, failure }) => [siteNumber, failure]),
    );
  }
}

/** One row for what is made, and below it one for each line. */
function rowsOf(item: ReportItem): string[][] {
  const { siteNumber, deed, quoteNumber, renewalOn, version, lines, amount, currency, recipients, rule } =
    item;
  const quote = `${quoteNumber ?? "-"}${version === null ? "" : ` v${version}`}`;
  const to = recipients.join(", ") || "-";
  const head = [siteNumber, deed, quote, renewalOn, String(lines.length), money(amount, currency), to, rule];
  const own = lines.map((line) => {
    const { orderNumber, orderLine, quantity, productName, coveredFrom, coveredThrough, months } = line;
    const term = coveredThrough === null ? coveredFrom : `${coveredFrom}…${coveredThrough}, ${months} months`;
    const what = `${orderNumber}/${orderLine}`;
    return ["", "", what, "", `${quantity} × ${productName}`, money(line.amount, currency), term, ""];
  });
  return [head, ...own];
}

function money(amount: number | null, currency: string): string {
  if (amount === null) return "-";
  const decimals = decimalsOf(currency);
  return `${(amount / 10 ** decimals).toFixed(decimals)} ${currency}`;
}
