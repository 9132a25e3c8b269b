/** Companies for tests: real identity providers on loopback, one that lies, and name servers that say what they are told. */

import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export const CLIENT = { clientId: "carnet", clientSecret: "a-secret-of-the-company" };

export interface Account {
  readonly email: string;
  readonly email_verified: boolean;
  readonly given_name?: string;
  readonly family_name?: string;
}

async function listen(handler: RequestListener): Promise<{ server: Server; issuer: string }> {
  const server = createServer((request, reply) => handler(request, reply));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { server, issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

export interface Company {
  readonly issuer: string;
  close(): void;
}

/** A real provider. People sign in by their subject alone; what it says of them stands in `accounts`. */
export async function openCompany(
  redirectUri: string,
  accounts: Readonly<Record<string, Account>>,
  { claimsInToken = true }: { claimsInToken?: boolean } = {},
): Promise<Company> {
  let provider: Provider | undefined;
  const { server, issuer } = await listen((request, reply) => provider?.callback()(request, reply));
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const made: Provider = new Provider(issuer, {
    clients: [
      { client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [redirectUri] },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "one" }] },
    cookies: { keys: ["cookies of a test"] },
    claims: { email: ["email", "email_verified"], profile: ["given_name", "family_name", "name"] },
    conformIdTokenClaims: !claimsInToken,
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ...accounts[sub] }),
    }),
    loadExistingGrant: async ({ oidc }: GrantContext) => {
      const grant = new made.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  provider = made;
  return { issuer, close: () => void server.close() };
}

interface GrantContext {
  readonly oidc: { readonly client: { clientId: string }; readonly session: { accountId: string } };
}

/** As a browser: to the provider, signing in as `sub`, and back to the address of ours that it sends to. */
export async function visitCompany(start: string, sub: string, ours: string): Promise<URL> {
  const jar = new Map<string, string>();
  let url = start;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 12; step++) {
    if (url.startsWith(ours)) return new URL(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const reply = await fetch(url, {
      redirect: "manual",
      headers: { cookie },
      ...(form === undefined ? {} : { method: "POST", body: form }),
    });
    for (const set of reply.headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const location = reply.headers.get("location");
    form = undefined;
    if (location !== null) {
      url = new URL(location, url).href;
      continue;
    }
    const page = await reply.text();
    if (!/name="login"/.test(page)) throw new Error(`${url} ${reply.status}: ${page.slice(0, 400)}`);
    form = new URLSearchParams({ prompt: "login", login: sub, password: "x" });
  }
  throw new Error(`no way back from ${url}`);
}

export interface Liar extends Company {
  /** Changes what the next ID token is: its claims, its header, its signature. */
  lie: (change: Lie) => void;
}

export interface Lie {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  /** "none": no signature; "other": one by a key that is not the provider's. */
  readonly signature?: "none" | "other";
}

/** A provider whose word can be bent. It answers any code with a token for the nonce that is in the code. */
export async function openLiar(account: Account & { sub: string }): Promise<Liar> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  let lie: Lie = {};
  let issuer = "";
  const opened = await listen((request, reply) => {
    const answer = (body: object) =>
      reply.setHeader("content-type", "application/json").end(JSON.stringify(body));
    if (request.url === "/.well-known/openid-configuration") return answer(metadataOf(issuer));
    if (request.url === "/jwks")
      return answer({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256" }] });
    let text = "";
    request.on("data", (part) => (text += part));
    request.on("end", () => {
      const nonce = new URLSearchParams(text).get("code") ?? "";
      const now = Math.floor(Date.now() / 1000);
      const claims = { iss: issuer, aud: CLIENT.clientId, iat: now, exp: now + 300, nonce, ...account };
      const idToken = jwt({ ...claims, ...lie.claims }, lie, lie.signature === "other" ? other : privateKey);
      answer({ access_token: "x", token_type: "Bearer", id_token: idToken });
    });
  });
  issuer = opened.issuer;
  return {
    issuer,
    lie: (change) => {
      lie = change;
    },
    close: () => void opened.server.close(),
  };
}

function metadataOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
  };
}

function jwt(claims: object, { header, signature }: Lie, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "RS256", kid: "one", ...header })}.${part(claims)}`;
  const signed = signature === "none" ? "" : sign("sha256", Buffer.from(text), key).toString("base64url");
  return `${text}.${signed}`;
}

export interface Names {
  readonly server: string;
  /** The TXT records by name; none for a name that is not in it. */
  readonly records: Map<string, string[]>;
  close(): void;
}

/** A name server that answers TXT. */
export async function openNames(): Promise<Names> {
  const records = new Map<string, string[]>();
  const socket: Socket = createSocket("udp4");
  socket.on("message", (question, { port, address }) => {
    const { name, end } = nameIn(question);
    const texts = records.get(name.toLowerCase());
    const head = Buffer.alloc(12);
    head.writeUInt16BE(question.readUInt16BE(0), 0);
    head.writeUInt16BE(texts === undefined ? 0x8183 : 0x8180, 2); // no such name, or an answer
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(texts?.length ?? 0, 6);
    const answers = (texts ?? []).map((text) => {
      const data = Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
      const fixed = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 0, 0, data.length]);
      return Buffer.concat([fixed, data]);
    });
    socket.send(Buffer.concat([head, question.subarray(12, end), ...answers]), port, address);
  });
  await new Promise<void>((bound) => socket.bind(0, "127.0.0.1", bound));
  return { server: `127.0.0.1:${socket.address().port}`, records, close: () => socket.close() };
}

function nameIn(question: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join("."), end: at + 5 };
}
