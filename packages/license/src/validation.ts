/** One question whether the key is good, and the signed answer to it. */
import type { Validation } from "./client.ts";
import type { OnlineCode } from "./codes.ts";
import type { HostFact } from "./documents.ts";
import { ask, type Line, type Reply, readOnline, save } from "./line.ts";
import { readAnswer } from "./read.ts";
import { type OnlineCheck, refusal } from "./seat.ts";
import { BEHIND_MS } from "./state.ts";

/** undefined: the portal is away. A "yes" that it has not signed for this very question is none. */
export async function askValidation(line: Line, host: HostFact | undefined): Promise<Validation | undefined> {
  const nonce = line.draw();
  const reply = await ask(line, "POST", "validations", { ...line.program, host, nonce });
  const { status, body } = reply;
  return status ? { ...(await judge(line, reply, nonce)), isOnline: true, facts: body } : undefined;
}

async function judge(line: Line, { code, body }: Reply, nonce: string): Promise<OnlineCheck> {
  const { program, state } = line;
  if (!body["answer"] && !body["valid"]) return refusal((body["code"] as OnlineCode) ?? code, body);
  const read = await readOnline(line, readAnswer, body["answer"]);
  if (!read.ok) return read;
  const answer = read.value;
  if (answer.nonce !== nonce) return refusal("bad_signature");
  const time = Date.parse(answer.checkedAt);
  // The portal's clock: one that once was years ahead does no harm from now on.
  if (state.time > time + BEHIND_MS) Object.assign(state, { time, mended: state.mended + 1 });
  state.time = Math.max(state.time, time);
  await save(line);
  const ok = answer.valid && answer.product === program.product;
  const why = ok ? "ok" : answer.valid ? "wrong_product" : (answer.code as OnlineCode);
  return { ...refusal(why, body), ok, until: answer.expiresAt };
}
