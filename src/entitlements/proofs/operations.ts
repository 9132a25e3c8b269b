/**
 * Proofs of entitlement as the site's people read them. Whoever lists them first has those made that wait, so a proof
 * is there as soon as its order is (BR-61).
 */
import { asPortal, authorize, type SiteScope, siteScopeOf } from "../../access/index.ts";
import { findSiteFacts } from "../../agreements/index.ts";
import { type Addressee, addresseeOf } from "../../contacts/index.ts";
import { listSitesDueForProofs } from "../../orders/index.ts";
import { type Context, systemContext } from "../../platform/context.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import type { Language } from "../../platform/language.ts";
import { found, Problem } from "../../platform/problem.ts";
import { foldCheckCode } from "./code.rules.ts";
import { issueProofs } from "./issue.documents.ts";
import { PROOFS_JOB, type ProofDocument, readDocument } from "./rules.ts";
import {
  findProof,
  findProofByCode,
  listLatestProofs,
  listProofs,
  type Proof,
  type ProofSummary,
} from "./store.ts";

const WHILE_READING = { limit: 50, isInHurry: true };
const AT_LEISURE = { limit: 200, isInHurry: false };

/** Everything that waits, site by site, a transaction for each 200: for the job. */
export async function issueDueProofs(context: Context): Promise<void> {
  const listSites = () => asPortal(context, (scope) => listSitesDueForProofs(scope, 100));
  for (let sites = await listSites(); sites.length > 0; sites = await listSites()) {
    for (const siteId of sites) await issueProofsOf(context, siteId);
  }
}

async function issueProofsOf(context: Context, siteId: string): Promise<void> {
  const issue = () =>
    asPortal(context, (scope) => issueProofs(siteScopeOf(scope, siteId), context, AT_LEISURE));
  while ((await issue()) === AT_LEISURE.limit);
}

export interface ProofsAsked {
  readonly siteId: string;
  readonly order?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface SiteProofs extends Listed<ProofSummary> {
  /** To whom new proofs are mailed; null when nobody's address is known. */
  readonly addressee: Addressee | null;
}

/** Those of the newest order first, superseded and withdrawn ones too: they say so. */
export async function readProofs(context: Context, asked: ProofsAsked): Promise<SiteProofs> {
  const { portal } = context;
  const list = `proofs ${asked.siteId}`;
  const after = readPlace(portal.secrets, list, asked.after);
  return authorize(context, "proof.read", asked.siteId, async (scope) => {
    await issueProofs(scope, systemContext(portal, PROOFS_JOB), WHILE_READING);
    const rows = await listProofs(scope, { orderNumber: asked.order, after, limit: asked.limit });
    const { items, end } = pageOf(rows, asked.limit, ({ orderedOn, id }) => ({ value: orderedOn, id }));
    const next = end === null ? null : writePlace(portal.secrets, list, end);
    return { items, next, limit: asked.limit, addressee: await addresseeOf(scope, "POE") };
  });
}

export interface ReadProof extends Proof {
  readonly content: ProofDocument;
  /** Whether the signature is one of ours over these very bytes, for this very code. */
  readonly isGenuine: boolean;
  /** The version that took its place; null for a proof that is valid or withdrawn. */
  readonly supersededBy: number | null;
}

export interface SiteProof extends ReadProof {
  /** The language of the site's own paper. */
  readonly siteLanguage: Language;
  /** To whom the site's proofs are mailed. */
  readonly addressee: Addressee | null;
}

export async function readProof(context: Context, siteId: string, proofId: string): Promise<SiteProof> {
  return authorize(context, "proof.read", siteId, async (scope) => {
    const proof = found(await findProof(scope, proofId), "proof");
    const { language } = found(await findSiteFacts(scope), "site");
    const addressee = await addresseeOf(scope, "POE");
    return { ...(await judged(scope, context, proof)), siteLanguage: language, addressee };
  });
}

/** For whoever holds the paper. A code that nobody was given and one that cannot be are answered alike. */
export async function checkProof(context: Context, typedCode: string): Promise<ReadProof> {
  const code = foldCheckCode(typedCode);
  return asPortal(context, async (scope) => {
    const proof = found(code === undefined ? undefined : await findProofByCode(scope, code), "proof");
    return judged(siteScopeOf(scope, proof.siteId), context, proof);
  });
}

async function judged(scope: SiteScope, { portal }: Context, proof: Proof): Promise<ReadProof> {
  const { signer } = portal.secrets;
  const content = readDocument(proof.document);
  if (content === undefined) throw new Problem(409, "proof_damaged");
  const isOfThisCode = content.checkCode === proof.checkCode && content.keyId === proof.keyId;
  const isGenuine = isOfThisCode && signer.verify(proof.keyId, Buffer.from(proof.document), proof.signature);
  const [latest] = proof.state === "superseded" ? await listLatestProofs(scope, [proof.orderNumber]) : [];
  return { ...proof, content, isGenuine, supersededBy: latest?.version ?? null };
}
