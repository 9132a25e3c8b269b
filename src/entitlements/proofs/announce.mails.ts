/** What happens with a proof that was made or withdrawn: the site's history tells it, and news go by mail (D-11). */
import type { SiteScope } from "../../access/index.ts";
import type { SiteFacts } from "../../agreements/index.ts";
import { type Addressee, addresseeOf } from "../../contacts/index.ts";
import type { Context } from "../../platform/context.ts";
import { emitAll } from "../../platform/events.ts";
import { type Message, queueMails } from "../../platform/mail/queue.ts";
import type { ProofDocument, ProofMailFacts } from "./rules.ts";
import type { LatestProof, NewProof } from "./store.ts";

export interface IssuedProof {
  readonly proof: NewProof;
  readonly document: ProofDocument;
  /** Its order came in as news, not as history. */
  readonly isNews: boolean;
}

/** The chain of the site's events stays locked from here on: nothing else may follow in the transaction. */
export async function announceProofs(
  scope: SiteScope,
  context: Context,
  made: { site: SiteFacts; issued: readonly IssuedProof[]; withdrawn: readonly LatestProof[] },
): Promise<void> {
  const { site, issued, withdrawn } = made;
  const news = issued.filter(({ isNews }) => isNews);
  const to = news.length === 0 ? null : await addresseeOf(scope, "POE");
  await queueMails(
    scope.query,
    context,
    news.flatMap((proof) => mailOf(site, proof, to)),
  );
  const about = ({ id, orderNumber, version }: NewProof | LatestProof) => ({
    siteId: scope.siteId,
    facts: { proofId: id, orderNumber, version },
  });
  await emitAll(scope.query, context, [
    ...issued.map(({ proof, isNews }) => issuedEvent(about(proof), isNews ? to : null)),
    ...withdrawn.map((proof) => ({ name: "proof.withdrawn", ...about(proof) })),
  ]);
}

/** Who was written to, is part of what happened. */
function issuedEvent(
  about: { siteId: string; facts: Record<string, unknown> },
  to: Addressee | null,
): { name: string; siteId: string; facts: Record<string, unknown> } {
  const sentTo = to === null ? {} : { sentTo: to.email };
  return { ...about, name: "proof.issued", facts: { ...about.facts, ...sentTo } };
}

/** More would bury what the mail is for; the proof has them all. */
const MOST_LINES = 20;

/** To the site's contact for proofs, else its primary contact; none when nobody's address is known. Source: BR-60. */
function mailOf(site: SiteFacts, { proof, document }: IssuedProof, to: Addressee | null): Message[] {
  if (to === null) return [];
  const { customer, site: place, agreementNumber, order, version, lines } = document;
  const facts: ProofMailFacts = {
    siteId: site.siteId,
    proofId: proof.id,
    contactName: to.name,
    checkCode: proof.checkCode,
    lineCount: lines.length,
    document: { customer, site: place, agreementNumber, order, version, lines: lines.slice(0, MOST_LINES) },
  };
  const dedupeKey = `proof-issued ${proof.orderId} ${version}`;
  const { siteId } = site;
  const about = { siteId, proofId: proof.id, orderNumber: order.number };
  return [
    { to: to.email, language: to.language, template: "proof-issued", facts: { ...facts }, dedupeKey, about },
  ];
}
