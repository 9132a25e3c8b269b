/** A machine without a network asks, a member answers for it: a key of the site's pool, in a file and in a code to type. */
import { authorize, type MemberScope } from "../access/index.ts";
import { timeZoneOf } from "../agreements/index.ts";
import { signCode } from "../license-files/index.ts";
import {
  type HostFacts,
  issueKey,
  type KeyPool,
  lockHosts,
  poolsOf,
  readHost,
  upsertHost,
  writeHostFile,
} from "../license-keys/index.ts";
import { type Context, today } from "../platform/context.ts";
import { emit } from "../platform/events.ts";
import { type Listed, pageOf } from "../platform/http/lists.ts";
import { readPlace, writePlace } from "../platform/http/place.ts";
import { newId } from "../platform/id.ts";
import { found, invalid, Problem } from "../platform/problem.ts";
import { answerBytes, answerCode } from "./answer.rules.ts";
import { hashOfHost, hashOfProduct, type MachineRequest, readRequest } from "./request.rules.ts";
import {
  type Answer,
  findAnswer,
  findAnswerTo,
  insertRequest,
  listAnswers,
  listHostsOf,
  updateAnswered,
} from "./store.ts";

/** What is asked, as far as the site knows it. */
export interface Question {
  readonly request: MachineRequest;
  readonly productCode: string;
  readonly productName: string;
  /** Null: a typed code holds its hash only, and no host of the site has it; whoever answers types it. */
  readonly host: HostFacts | null;
  readonly pools: readonly KeyPool[];
  /** The answer that it got, when it was asked before. */
  readonly answer: Answer | null;
}

export async function readQuestion(context: Context, siteId: string, text: string): Promise<Question> {
  return authorize(context, "license-key.issue", siteId, async (scope) => questionOf(scope, requestOf(text)));
}

/** The 400 names the slip: by its group in a typed code. */
function requestOf(text: string): MachineRequest {
  const read = readRequest(text);
  if (read.ok) return read.value;
  const { reason, ...place } = read.refusal;
  const { facts } = invalid({ request: [reason] });
  throw new Problem(400, "invalid_request", { ...facts, ...place });
}

async function questionOf(scope: MemberScope, request: MachineRequest): Promise<Question> {
  const all = await poolsOf(scope);
  const pools = all.filter(({ productCode }) => hashOfProduct(productCode) === request.productHash);
  const [first] = pools;
  if (first === undefined) throw new Problem(409, "air_gap_product_unknown", { product: request.product });
  const answer = (await findAnswerTo(scope, request)) ?? null;
  const { productCode, productName } = first;
  return { request, productCode, productName, host: await knownHost(scope, request), pools, answer };
}

async function knownHost(scope: MemberScope, request: MachineRequest): Promise<HostFacts | null> {
  const { host, hostKind, hostHash } = request;
  if (host !== null) return readHost({ ...host, name: host.name || undefined });
  const known = await listHostsOf(scope, hostKind);
  return known.find((each) => hashOfHost(each) === hostHash) ?? null;
}

export interface AnswerAsked {
  readonly siteId: string;
  readonly request: string;
  /** Of a typed code: the host as the machine shows it, when the site does not know it yet; and a name for it. */
  readonly value?: string | undefined;
  readonly name?: string | undefined;
  readonly lineId: string;
  readonly quantity: number;
}

export interface Answered {
  readonly answer: Answer;
  /** False: it was answered before, and this is that answer. */
  readonly isNew: boolean;
}

/** Once for each request: asked again, by whomever, the answer is the same and takes nothing more from the pool. */
export async function answerRequest(context: Context, asked: AnswerAsked): Promise<Answered> {
  const { siteId, lineId, quantity } = asked;
  return authorize(context, "license-key.issue", siteId, async (scope) => {
    const request = requestOf(asked.request);
    const question = await questionOf(scope, request);
    if (question.answer !== null) return { answer: question.answer, isNew: false };
    if (!question.pools.some((pool) => pool.lineId === lineId))
      throw invalid({ lineId: ["line_of_other_product"] });
    const host = await upsertHost(scope, context, hostFor(question, asked));
    await lockHosts(scope, [host.id]); // as whoever gets keys does: hosts come first
    const id = newId("airgap", context.now);
    const row = { ...request, id, productCode: question.productCode, hostId: host.id };
    if (!(await insertRequest(scope, { ...row, at: context.now, by: scope.personId })))
      return { answer: found(await findAnswerTo(scope, request), "air_gap_request"), isNew: false };
    const day = today(context, timeZoneOf(scope.country));
    const rest = { lock: null, version: null, today: day, ticket: null };
    const { key } = await issueKey(scope, context, { lineId, quantity, host, ...rest });
    const file = await writeHostFile(scope, context, host.id);
    const told = file.keys.find((each) => each.id === key.id);
    const code = told === undefined ? null : codeOf(context, { ...told, host, nonce: request.nonce });
    await updateAnswered(scope, {
      id,
      keyId: key.id,
      fileName: file.fileName,
      fileText: file.text,
      answerCode: code,
    });
    const answer = found(await findAnswer(scope, id), "air_gap_request");
    const facts = {
      requestId: id,
      keyId: key.id,
      product: key.productName,
      quantity,
      host: host.name,
      hostId: host.id,
    };
    await emit(scope.query, context, { name: "air-gap.answered", siteId, facts });
    return { answer, isNew: true };
  });
}

/** The machine's own words count; what was typed for a code must have its hash. */
function hostFor({ request, host }: Question, { value, name }: AnswerAsked): HostFacts {
  if (host !== null) return name === undefined || name === "" ? host : readHost({ ...host, name });
  const kind = request.hostKind;
  const typed = readHost({ kind, value, name });
  if (hashOfHost(typed) !== request.hostHash) throw invalid({ "host.value": ["not_the_asking_host"] });
  return typed;
}

function codeOf(
  { portal: { licenseSigning } }: Context,
  key: Omit<Parameters<typeof answerBytes>[0], "keyId">,
): string | null {
  const bytes = answerBytes({ ...key, keyId: licenseSigning.keyId });
  return bytes === null ? null : answerCode(bytes, signCode(licenseSigning, bytes));
}

export async function readAnswers(
  context: Context,
  { siteId, limit, after: cursor }: { siteId: string; limit: number; after?: string | undefined },
): Promise<Listed<Answer>> {
  const { secrets } = context.portal;
  const list = `air-gap ${siteId}`;
  const after = readPlace(secrets, list, cursor);
  return authorize(context, "license-key.read", siteId, async (scope) => {
    const rows = await listAnswers(scope, { after, limit });
    const { items, end } = pageOf(rows, limit, ({ answeredAt, id }) => ({ value: answeredAt, id }));
    return { items, limit, next: end === null ? null : writePlace(secrets, list, end) };
  });
}

export async function readAnswer(context: Context, siteId: string, id: string): Promise<Answer> {
  return authorize(context, "license-key.read", siteId, async (scope) =>
    found(await findAnswer(scope, id), "air_gap_request"),
  );
}
