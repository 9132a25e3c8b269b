/**
 * The process that sets documents: a child of the portal's, started by `pdf.ts`. It gets templates and data, answers
 * with PDFs, one at a time, and ends when its parent does. It knows no setting and no secret of the portal.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { fontFiles } from "./fonts.ts";

/** One document to be set. `data` is JSON text: it reaches the template as a value and is never read as markup. */
export interface Sheet {
  template: string;
  data: string;
  paper: { title: string; language: string; madeAt: Readonly<Record<string, number>> };
}

/** `residentBytes` is what the process holds, so that the parent can replace it when it has grown. */
export type Reply = { residentBytes: number } & ({ pdf: Uint8Array } | { failure: string });

const compiler = openCompiler();

process.on("message", (sheet: Sheet) => process.send?.(reply(sheet), () => {})); // a parent that is gone needs none
process.on("disconnect", () => process.exit(0));

/** The folder's `.typ` files are what a template may import; nothing else of the disk is in reach. */
function openCompiler(): NodeCompiler {
  const workspace = join(import.meta.dirname, "typst-workspace");
  const opened = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: fontFiles() }] });
  for (const name of readdirSync(import.meta.dirname).filter((name) => name.endsWith(".typ"))) {
    opened.mapShadow(join(workspace, name), readFileSync(join(import.meta.dirname, name)));
  }
  return opened;
}

function reply(sheet: Sheet): Reply {
  try {
    const pdf = typeset(sheet);
    compiler.evictCache(2);
    return { pdf, residentBytes: process.memoryUsage.rss() };
  } catch (error) {
    return { failure: String(error).slice(0, 1000), residentBytes: process.memoryUsage.rss() };
  }
}

/**
 * PDF/UA-1 where the data allow it. The standard refuses the box that stands for a character in none of our fonts, and
 * an empty heading: such a document is tagged all the same and only lacks the claim.
 */
function typeset(sheet: Sheet): Uint8Array {
  try {
    return compile(sheet, { pdfStandard: "ua-1" });
  } catch (error) {
    if (!String(error).includes("PDF/UA-1 error")) throw error;
    return compile(sheet, {});
  }
}

function compile(sheet: Sheet, standard: { pdfStandard?: string }): Uint8Array {
  const missing = standard.pdfStandard === undefined ? "missing" : "none";
  const result = compiler.compile({
    mainFileContent: `#import "/paper.typ": paper, data\n#show: paper\n${sheet.template}`,
    inputs: { data: sheet.data, paper: JSON.stringify({ ...sheet.paper, missing }) },
  });
  if (result.hasError() || result.result === null) {
    throw new Error(JSON.stringify(result.takeError()?.shortDiagnostics ?? "no document"));
  }
  return compiler.pdf(result.result, standard);
}
