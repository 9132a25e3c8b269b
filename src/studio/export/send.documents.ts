/** How an exported comparison leaves: as a PDF in the reader's language, or as a sheet. */
import type { FastifyReply } from "fastify";
import { personOf } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { spend } from "../../platform/http/limits.ts";
import { reportPdf } from "../../platform/pdf/report.ts";
import type { SheetFormat } from "../../platform/sheets/columns.ts";
import { checkLength, dispositionOf, sendSheet } from "../../platform/sheets/sheet.ts";
import type { Telling } from "../explanation.texts.ts";
import type { Simulation } from "../simulation/outcome.rules.ts";
import { studioSay } from "../texts.ts";
import { reportOf } from "./report.documents.ts";
import { sheetColumns, sheetRows } from "./sheet.documents.ts";

/** Setting a report costs what a dozen pages cost. */
const PAPERS = { most: 60, seconds: 60 };

export function tellingOf({ language, portal }: Context, { ground, assumed }: Simulation): Telling {
  return { language, ground, assumed, sales: portal.config.salesEmail };
}

/** `told`: how many of the plans, the first ones, are told line by line. */
export async function sendReport(
  context: Context,
  reply: FastifyReply,
  simulation: Simulation,
  told: number,
) {
  await spend(context.db, `paper ${personOf(context)}`, PAPERS);
  const { language, now: madeAt } = context;
  const telling = tellingOf(context, simulation);
  const title = studioSay(language)("title");
  const { vendorName } = context.portal.config;
  const bytes = await reportPdf(reportOf(simulation, { telling, vendorName, told }), {
    language,
    title,
    madeAt,
  });
  const disposition = dispositionOf(named(context, simulation), "pdf");
  return reply.type("application/pdf").header("content-disposition", disposition).send(Buffer.from(bytes));
}

export async function sendRows(
  context: Context,
  reply: FastifyReply,
  simulation: Simulation,
  format: SheetFormat,
) {
  const rows = sheetRows(simulation.outcomes);
  checkLength(format, rows.length);
  return sendSheet(reply, format, {
    ...named(context, simulation),
    columns: sheetColumns(context.language, tellingOf(context, simulation)),
    pages: pagesOf(rows),
  });
}

function named({ language }: Context, { site, assumed }: Simulation) {
  const about = `${site.number} ${assumed.on}`;
  return { name: `${studioSay(language)("title")} ${about}`, plainName: `renewals-${about}` };
}

async function* pagesOf<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}
