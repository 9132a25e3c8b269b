/** What a form's hidden field brings of a passkey: the same JSON that the API takes. */
import { Assertion, Attestation } from "./passkeys.authorize.ts";

/** Undefined for what is no passkey: a browser that has none sends none. */
export function assertionIn(text: string | undefined): Assertion | undefined {
  return Assertion.safeParse(jsonIn(text)).data;
}

export function attestationIn(text: string | undefined): Attestation | undefined {
  return Attestation.safeParse(jsonIn(text)).data;
}

function jsonIn(text = ""): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
