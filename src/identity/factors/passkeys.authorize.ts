/**
 * The ceremonies of passkeys (WebAuthn level 3): the challenges that are given out, and what answers them.
 *
 * A challenge is 256 random bits, lasts five minutes and is answered once, for the purpose and the person it was made
 * for. User verification is always asked for: a passkey alone is two factors. Source: BAR 39; ASVS 6.5.8, 6.7.2.
 */
import { randomBytes } from "node:crypto";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { z } from "zod";
import type { Context } from "../../platform/context.ts";
import { hashOf } from "../../platform/tokens.ts";
import {
  type HeldCredential,
  insertChallenge,
  listCredentials,
  type Purpose,
  takeChallenge,
  useCredential,
} from "./passkeys.store.ts";

export const CHALLENGE_MINUTES = 5;
const MINUTE = 60_000;

const Bytes = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/);

const Credential = { id: Bytes, rawId: Bytes, type: z.literal("public-key") };
const Told = {
  authenticatorAttachment: z.string().max(40).nullish(),
  clientExtensionResults: z.record(z.string(), z.unknown()).optional(),
};

/** What `navigator.credentials.get` gave, as JSON. */
export const Assertion = z
  .object({
    ...Credential,
    ...Told,
    response: z.object({
      clientDataJSON: Bytes,
      authenticatorData: Bytes,
      signature: Bytes,
      userHandle: Bytes.nullish(),
    }),
  })
  .meta({ id: "PasskeyAssertion" });
export type Assertion = z.output<typeof Assertion>;

/** What `navigator.credentials.create` gave, as JSON. */
export const Attestation = z
  .object({
    ...Credential,
    ...Told,
    response: z.object({
      clientDataJSON: Bytes,
      attestationObject: Bytes,
      transports: z.array(z.string().max(40)).max(10).optional(),
    }),
  })
  .meta({ id: "PasskeyAttestation" });
export type Attestation = z.output<typeof Attestation>;

/** Which site the browser says it is at. In a demo, whatever name the browser knows us by. */
export interface Site {
  readonly rpId: string;
  readonly origins: string[];
}

/** The host of every link. A browser lets no other host use its passkeys. */
export function siteOf({ portal: { config } }: Context, host: string | undefined): Site {
  const base = new URL(config.baseUrl);
  const here = config.mode === "demo" && host !== undefined ? [`http://${host}`] : [];
  return { rpId: base.hostname, origins: [base.origin, ...here] };
}

/** The same for every caller: the browser offers what it holds for this host. */
export async function askForPasskey(
  context: Context,
  site: Site,
  { purpose, personId }: { purpose: "sign-in"; personId: null } | { purpose: "prove"; personId: string },
) {
  const challenge = await newChallenge(context, purpose, personId);
  const mine = personId === null ? [] : await listCredentials(context.db, personId);
  const options = await generateAuthenticationOptions({
    rpID: site.rpId,
    challenge,
    allowCredentials: mine,
    userVerification: "required",
    timeout: CHALLENGE_MINUTES * MINUTE,
  });
  return { ...options };
}

export interface Holder {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

export async function offerPasskey(context: Context, site: Site, { id, email, name }: Holder) {
  const options = await generateRegistrationOptions({
    rpName: context.portal.config.vendorName,
    rpID: site.rpId,
    userID: new Uint8Array(Buffer.from(id)),
    userName: email,
    userDisplayName: name,
    challenge: await newChallenge(context, "add", id),
    attestationType: "none",
    excludeCredentials: await listCredentials(context.db, id),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    timeout: CHALLENGE_MINUTES * MINUTE,
  });
  return { ...options };
}

async function newChallenge(context: Context, purpose: Purpose, personId: string | null) {
  const challenge = new Uint8Array(randomBytes(32));
  const expiresAt = new Date(context.now.getTime() + CHALLENGE_MINUTES * MINUTE);
  const challengeHash = hashOf(Buffer.from(challenge).toString("base64url"));
  await insertChallenge(context.db, { challengeHash, purpose, personId, expiresAt });
  return challenge;
}

const ClientData = z.object({ challenge: z.string().max(200) });

/** The challenge that was answered, now used up; undefined when it was not ours, not for this, used or too old. */
export async function takeAnswered(
  { db, now }: Context,
  clientDataJSON: string,
  asked: { purpose: Purpose; personId: string | null },
): Promise<string | undefined> {
  const told = ClientData.safeParse(jsonIn(clientDataJSON));
  if (!told.success) return undefined;
  const { challenge } = told.data;
  const isTaken = await takeChallenge(db, { challengeHash: hashOf(challenge), ...asked, now });
  return isTaken ? challenge : undefined;
}

function jsonIn(base64url: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64url, "base64url").toString());
  } catch {
    return undefined; // it is no JSON, so it answers nothing
  }
}

interface Answered {
  readonly challenge: string;
  readonly site: Site;
}

/** Whether the credential's own key signed the challenge, by its person, here, and is no copy. The use is noted. */
export async function isSignedBy(
  context: Context,
  held: HeldCredential,
  { assertion, challenge, site }: Answered & { assertion: Assertion },
): Promise<boolean> {
  const { userHandle, ...response } = assertion.response;
  const owner = Buffer.from(held.personId).toString("base64url");
  if (typeof userHandle === "string" && userHandle !== "" && userHandle !== owner) return false;
  const verified = await verifyAuthenticationResponse({
    response: { ...bareOf(assertion), response },
    expectedChallenge: challenge,
    expectedOrigin: site.origins,
    expectedRPID: site.rpId,
    requireUserVerification: true,
    credential: {
      id: held.credentialId,
      publicKey: new Uint8Array(held.publicKey),
      counter: held.counter,
    },
  }).catch(() => undefined); // the library throws for whatever does not fit
  if (verified?.verified !== true) return false;
  const { newCounter: counter } = verified.authenticationInfo;
  return useCredential(context.db, held.id, { counter, at: context.now });
}

/** What a new credential is; undefined when it does not answer the challenge here, or verified nobody. */
export async function readAttestation({
  attestation,
  challenge,
  site,
}: Answered & { attestation: Attestation }) {
  const { transports = [], ...response } = attestation.response;
  const verified = await verifyRegistrationResponse({
    response: { ...bareOf(attestation), response },
    expectedChallenge: challenge,
    expectedOrigin: site.origins,
    expectedRPID: site.rpId,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (verified?.verified !== true) return undefined;
  const { credential, credentialBackedUp } = verified.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports,
    isSynced: credentialBackedUp,
  };
}

/** Extensions are not used: what a browser says of them is not read. */
function bareOf({ id, rawId, type }: Assertion | Attestation) {
  return { id, rawId, type, clientExtensionResults: {} };
}
