/**
 * A form marked `data-passkey` asks the browser for a passkey before it is sent, and carries the answer in its field
 * `credential`. `create` makes one, `get` uses one; `data-options` is where the challenge comes from.
 */
type Options = PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON;

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  form.addEventListener("submit", (event) => {
    const field = form.elements.namedItem("credential");
    if (!(field instanceof HTMLInputElement) || field.value !== "") return;
    event.preventDefault();
    void answer(form, field);
  });
}

async function answer(form: HTMLFormElement, field: HTMLInputElement): Promise<void> {
  const { passkey, options: url = "", failed = "", unknown = "" } = form.dataset;
  if (!("credentials" in navigator) || !("PublicKeyCredential" in window)) return say(form, unknown);
  try {
    const reply = await fetch(url, { method: "POST" });
    // What is refused here is refused there, in words: the form goes on with what is no passkey.
    field.value = reply.ok ? await ask(passkey === "create", await reply.json()) : "{}";
  } catch {
    return say(form, failed);
  }
  form.requestSubmit();
  field.value = ""; // the form may be seen again by the button "back"
}

async function ask(isNew: boolean, { extensions: _, ...options }: Options): Promise<string> {
  const challenge = bytesOf(options.challenge);
  const given = isNew
    ? await navigator.credentials.create({
        publicKey: {
          ...options,
          challenge,
          user: { ...options.user, id: bytesOf(options.user.id) },
          excludeCredentials: (options.excludeCredentials ?? []).map(withBytes),
        } as PublicKeyCredentialCreationOptions,
      })
    : await navigator.credentials.get({
        publicKey: {
          ...options,
          challenge,
          allowCredentials: (options.allowCredentials ?? []).map(withBytes),
        } as PublicKeyCredentialRequestOptions,
      });
  if (!(given instanceof PublicKeyCredential)) throw new Error("no passkey");
  return JSON.stringify(toldOf(given));
}

function toldOf({ id, rawId, type, response }: PublicKeyCredential) {
  const parts: Record<string, unknown> = { clientDataJSON: textOf(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    parts["attestationObject"] = textOf(response.attestationObject);
    parts["transports"] = response.getTransports();
  }
  if (response instanceof AuthenticatorAssertionResponse) {
    parts["authenticatorData"] = textOf(response.authenticatorData);
    parts["signature"] = textOf(response.signature);
    if (response.userHandle !== null) parts["userHandle"] = textOf(response.userHandle);
  }
  return { id, rawId: textOf(rawId), type, response: parts };
}

function withBytes<Named extends { readonly id: string }>(named: Named) {
  return { ...named, id: bytesOf(named.id) };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function textOf(bytes: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function say(form: HTMLFormElement, words: string): void {
  const place = form.querySelector("[data-said]");
  if (place !== null) place.textContent = words;
}
