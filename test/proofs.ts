/** A portal whose orders' proofs can be booked, revised, issued and read; and the tools that look at a proof. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { issueDueProofs } from "../src/entitlements/proofs/operations.ts";
import { systemContext } from "../src/platform/context.ts";
import { CAST } from "./cast.ts";
import { type TestPortal, testPortal } from "./portal.ts";

export const HANA = "hana@aoba.example";
export const PROOFS = `/v1/sites/${CAST.aoba}/proofs`;

/** In CI the tools must be there; elsewhere their tests say which is missing. */
export function needs(tool: string, from: string) {
  const isThere = spawnSync(tool, ["-v"]).error === undefined;
  return {
    skip: !isThere && process.env["CI"] === undefined && `${tool} is missing: apt-get install ${from}`,
  };
}

export interface ProofItem {
  id: string;
  orderNumber: string;
  version: number;
  state: string;
  checkCode: string;
}

export async function openProofs(now = "2010-03-01T03:00:00Z") {
  const portal = await testPortal({ now });
  const read = async (url: string, email = HANA) => {
    const reply = await portal.as(email, { url });
    return { status: reply.statusCode, ...reply.json() };
  };
  return {
    ...portal,
    read,
    proofs: async (query = "") => (await read(`${PROOFS}${query}`)).items as ProofItem[],
    issue: () => issueDueProofs(systemContext(portal.portal, "entitlements.issue-proofs")),
    mails: async () => {
      const { rows } = await sql<{ toAddress: string; dedupeKey: string }>`
        select to_address, dedupe_key from mails
         where template = 'proof-issued' and dedupe_key like '% order_so-%'
         order by dedupe_key`.execute(portal.owner);
      return rows;
    },
    /** An order of one WAS license that arrives now. */
    book: (number: string, orderedOn: string) => bookOrder(portal, number, orderedOn),
  };
}

export type ProofStage = Awaited<ReturnType<typeof openProofs>>;

async function bookOrder({ owner, clock }: TestPortal, number: string, orderedOn: string) {
  const id = number.toLowerCase();
  await sql`insert into orders (id, site_id, number, ordered_on, revision, booked_at)
    values (${`order_${id}`}, ${CAST.aoba}, ${number}, ${orderedOn}, 1, ${clock.now()})`.execute(owner);
  await sql`insert into order_lines (id, site_id, order_id, line, part_number, quantity)
    values (${`oline_${id}`}, ${CAST.aoba}, ${`order_${id}`}, 1, 'D55WJLL', 7)`.execute(owner);
  await sql`insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on,
                                           part_number, product_code, product_name, quantity, covered_from, covered_through)
    values (${`line_${id}`}, ${CAST.aoba}, ${`order_${id}`}, ${`oline_${id}`}, ${number}, 1, ${orderedOn}, 'D55WJLL',
            'was', 'WebSphere Application Server', 7, ${orderedOn}, '2011-02-28')`.execute(owner);
}

export async function revise({ owner }: ProofStage, orderId: string, change: "quantity" | "no licenses") {
  if (change === "quantity")
    await sql`update entitlement_lines set quantity = 9 where order_id = ${orderId}`.execute(owner);
  else await sql`delete from order_lines where order_id = ${orderId}`.execute(owner);
  await sql`update orders set revision = revision + 1, proof_due = true where id = ${orderId}`.execute(owner);
}

/** Where a line ends is the layout's, not the text's. */
export function joined(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

function inFolder<Value>(files: Record<string, string | Uint8Array>, work: (folder: string) => Value): Value {
  const folder = mkdtempSync(join(tmpdir(), "proof-test-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The paper's text without its breaks. */
export function textOf(pdf: Uint8Array): string {
  return joined(
    inFolder({ "a.pdf": pdf }, (folder) =>
      execFileSync("pdftotext", [join(folder, "a.pdf"), "-"], { encoding: "utf8" }),
    ),
  );
}

/** Whether openssl takes the signature of the document. */
export function openssl(pem: string, document: string, signature: string): boolean {
  const files = { "key.pem": pem, document, signature: Buffer.from(signature, "base64") };
  return inFolder(files, (folder) => {
    const at = (name: string) => join(folder, name);
    const args = [
      "pkeyutl",
      "-verify",
      "-pubin",
      "-inkey",
      at("key.pem"),
      "-rawin",
      "-in",
      at("document"),
      "-sigfile",
      at("signature"),
    ];
    try {
      return execFileSync("openssl", args, {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).includes("Successfully");
    } catch {
      return false;
    }
  });
}
