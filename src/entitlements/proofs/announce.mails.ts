/** What happens with a proof that was made or withdrawn: the site's history tells it, and news go by mail (D-11). */
import type { SiteScope } from "../../access/index.ts";
import type { SiteFacts } from "../../agreements/index.ts";
import { fullName } from "../../identity/index.ts";
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
  await queueMails(
    scope.query,
    context,
    news.flatMap((proof) => mailOf(site, proof)),
  );
  const about = ({ id, orderNumber, version }: NewProof | LatestProof) => ({
    siteId: scope.siteId,
    facts: { proofId: id, orderNumber, version },
  });
  await emitAll(scope.query, context, [
    ...issued.map(({ proof }) => ({ name: "proof.issued", ...about(proof) })),
    ...withdrawn.map((proof) => ({ name: "proof.withdrawn", ...about(proof) })),
  ]);
}

/** More would bury what the mail is for; the proof has them all. */
const MOST_LINES = 20;

/** To whoever is registered as the site's contact; none when no address is registered. Source: BR-60. */
function mailOf(site: SiteFacts, { proof, document }: IssuedProof): Message[] {
  const { email } = site.contact;
  if (email === null) return [];
  const { customer, site: place, agreementNumber, order, version, lines } = document;
  const facts: ProofMailFacts = {
    siteId: site.siteId,
    proofId: proof.id,
    contactName: fullName({ ...site.contact, language: site.language }),
    checkCode: proof.checkCode,
    lineCount: lines.length,
    document: { customer, site: place, agreementNumber, order, version, lines: lines.slice(0, MOST_LINES) },
  };
  const dedupeKey = `proof-issued ${proof.orderId} ${version}`;
  return [{ to: email, language: site.language, template: "proof-issued", facts: { ...facts }, dedupeKey }];
}
