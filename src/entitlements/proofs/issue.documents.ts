/** Makes the proofs of a site's orders that wait for them: signed, numbered, each order's older one superseded. */
import { SERVICES, type SiteScope } from "../../access/index.ts";
import { findSiteFacts, type SiteFacts, timeZoneOf } from "../../agreements/index.ts";
import { listParts, type PartFacts } from "../../catalog/index.ts";
import { lockOrdersDueForProof, type Order, updateProofsMade } from "../../orders/index.ts";
import type { Context } from "../../platform/context.ts";
import { newCode, newId } from "../../platform/id.ts";
import { found } from "../../platform/problem.ts";
import { listLinesOfOrders } from "../store.ts";
import { announceProofs, type IssuedProof } from "./announce.mails.ts";
import { countContinuing, decideProof, documentOf, isNews, type ProofFacts } from "./rules.ts";
import {
  insertProofs,
  type LatestProof,
  listLatestProofs,
  listOrderedLines,
  updateProofStates,
} from "./store.ts";

/** How many at most, and whether to pass by those that another transaction holds. */
interface Some {
  readonly limit: number;
  readonly isInHurry: boolean;
}

/** An order that waits, with all that its proof is made of. */
interface Due extends Pick<ProofFacts, "order" | "licenses" | "lines"> {
  readonly latest: LatestProof | undefined;
}

/**
 * Answers how many orders waited. The orders are locked first, so two who issue at once take turns and
 * the second finds nothing left; `proofs_once` and `proofs_one_valid` would refuse a second proof in any case.
 */
export async function issueProofs(scope: SiteScope, context: Context, some: Some): Promise<number> {
  const orders = await lockOrdersDueForProof(scope, some);
  if (orders.length === 0) return 0;
  const site = found(await findSiteFacts(scope), "site");
  const dues = await listDue(scope, orders);
  const wanted = Map.groupBy(dues, (due) => stepOf(site, due));
  const issue = wanted.get("issue") ?? [];
  const withdrawn = (wanted.get("withdraw") ?? []).flatMap(({ latest }) => latest ?? []);
  const parts = await partsOf(scope, issue);
  const issued = issue.map((due) => issuedProof(context, site, { ...due, parts }));
  await updateProofStates(
    scope,
    issue.flatMap(({ latest }) => latest?.id ?? []),
    "superseded",
  );
  await updateProofStates(
    scope,
    withdrawn.map(({ id }) => id),
    "withdrawn",
  );
  await insertProofs(
    scope,
    issued.map(({ proof }) => proof),
  );
  await updateProofsMade(
    scope,
    orders.map(({ id }) => id),
  );
  await announceProofs(scope, context, { site, issued, withdrawn });
  return orders.length;
}

async function listDue(scope: SiteScope, orders: readonly Order[]): Promise<Due[]> {
  const ids = orders.map(({ id }) => id);
  const licenses = Map.groupBy(await listLinesOfOrders(scope, ids), ({ orderId }) => orderId);
  const lines = Map.groupBy(await listOrderedLines(scope, ids), ({ orderId }) => orderId);
  const latest = await listLatestProofs(
    scope,
    orders.map(({ number }) => number),
  );
  const byOrder = new Map(latest.map((proof) => [proof.orderId, proof]));
  return orders.map((order) => ({
    order,
    licenses: licenses.get(order.id) ?? [],
    lines: lines.get(order.id) ?? [],
    latest: byOrder.get(order.id),
  }));
}

function stepOf(site: SiteFacts, { licenses, lines, latest }: Due) {
  return decideProof({
    isOffered: SERVICES.proofs[site.program],
    lineCount: licenses.length + countContinuing(lines),
    latest: latest?.state,
  });
}

async function partsOf(scope: SiteScope, dues: readonly Due[]): Promise<Map<string, PartFacts>> {
  const numbers = dues.flatMap(({ licenses, lines }) =>
    [...licenses, ...lines].map((line) => line.partNumber),
  );
  return new Map((await listParts(scope.query, numbers)).map((part) => [part.number, part]));
}

/** The signature is over the exact bytes of the text that is kept. */
function issuedProof(
  { portal, now }: Context,
  site: SiteFacts,
  { order, licenses, lines, latest, parts }: Due & Pick<ProofFacts, "parts">,
): IssuedProof {
  const { signer } = portal.secrets;
  const checkCode = newCode(12).toUpperCase();
  const version = (latest?.version ?? 0) + 1;
  const issuer = portal.config.vendorName;
  const seal = { checkCode, version, issuedAt: now.toISOString(), issuer, keyId: signer.keyId };
  const content = documentOf({ order, site, licenses, lines, parts, seal });
  const document = JSON.stringify(content);
  const proof = {
    id: newId("proof", now),
    orderId: order.id,
    orderNumber: order.number,
    orderedOn: order.orderedOn,
    version,
    checkCode,
    document,
    keyId: signer.keyId,
    signature: signer.sign(Buffer.from(document)),
    issuedAt: now,
  };
  return {
    proof,
    document: content,
    isNews: isNews(
      { orderedOn: order.orderedOn, issuedAt: now },
      portal.config.proofMailDays,
      timeZoneOf(site.country),
    ),
  };
}
