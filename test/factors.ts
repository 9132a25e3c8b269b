/** Second factors for tests: signing in, adding a passkey or an app, codes at an instant. All over the API. */
import type { LightMyRequestResponse } from "fastify";
import { Secret, TOTP } from "otpauth";
import { PASSWORD } from "./cast.ts";
import { type SoftAuthenticator, softAuthenticator } from "./passkey.ts";
import type { TestPortal } from "./portal.ts";

export function ways({ app, clock }: Pick<TestPortal, "app" | "clock">) {
  const send = (
    method: "GET" | "POST" | "DELETE" | "PUT",
    url: string,
    { cookie = "", body }: { cookie?: string; body?: object } = {},
  ) => app.inject({ method, url, headers: { cookie }, ...(body === undefined ? {} : { payload: body }) });

  const signIn = (email: string, code?: string, { password = PASSWORD, cookie = "" } = {}) =>
    send("POST", "/v1/session", {
      cookie,
      body: { email, password, ...(code === undefined ? {} : { code }) },
    });

  const session = async (email: string, code?: string) => cookieIn(await signIn(email, code));

  const challengeFrom = async (url: string, cookie = "") => (await send("POST", url, { cookie })).json();

  return {
    send,
    signIn,
    session,
    /** Adds a passkey; the cookie that the answer sets goes on. */
    addPasskey: async (cookie: string, soft: SoftAuthenticator = softAuthenticator(), name = "laptop") => {
      const options = await challengeFrom("/v1/passkeys/options", cookie);
      const reply = await send("POST", "/v1/passkeys", {
        cookie,
        body: { name, passkey: soft.create(options) },
      });
      return { soft, reply, cookie: cookieIn(reply), recoveryCodes: reply.json().recoveryCodes as string[] };
    },
    signInByPasskey: async (soft: SoftAuthenticator, { cookie = "", ...with_ }: Partial<Ceremony> = {}) => {
      const options = { ...(await challengeFrom("/v1/session/passkey-options")), ...with_ };
      return send("POST", "/v1/session/passkey", { cookie, body: { passkey: soft.get(options) } });
    },
    challengeFrom,
    /** Adds an authenticator app and uses its present code. */
    addApp: async (cookie: string) => {
      const { key } = (await send("POST", "/v1/authenticator", { cookie })).json();
      const code = codeOf(key, clock.now());
      const reply = await send("POST", "/v1/authenticator/confirmation", { cookie, body: { code } });
      return {
        key: String(key),
        reply,
        cookie: cookieIn(reply),
        recoveryCodes: reply.json().recoveryCodes as string[],
      };
    },
    /** The code that an app shows so many seconds from now. */
    code: (key: string, seconds = 0) => codeOf(key, new Date(clock.now().getTime() + seconds * 1000)),
    /** Moves the clock on. */
    later: (minutes: number) => clock.set(new Date(clock.now().getTime() + minutes * 60_000).toISOString()),
  };
}

interface Ceremony {
  readonly cookie: string;
  readonly origin: string;
  readonly rpId: string;
  readonly isVerified: boolean;
  readonly challenge: string;
}

function codeOf(key: string, at: Date): string {
  return TOTP.generate({ secret: Secret.fromBase32(key), timestamp: at.getTime() });
}

/** The session's cookie of an answer, as a browser sends it back; empty when there is none. */
export function cookieIn(reply: LightMyRequestResponse): string {
  const cookie = reply.cookies.find(({ name }) => name.endsWith("carnet"));
  return cookie === undefined ? "" : `${cookie.name}=${cookie.value}`;
}

/** The sign of a known device. */
export function deviceIn(reply: LightMyRequestResponse): string {
  const cookie = reply.cookies.find(({ name }) => name.endsWith("carnet-device"));
  return cookie === undefined ? "" : `${cookie.name}=${cookie.value}`;
}
