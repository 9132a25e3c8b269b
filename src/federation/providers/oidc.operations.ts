/**
 * Talking to an identity provider: by openid-client, through the guard of what may be asked at all.
 *
 * Signatures of ID tokens are checked even though they come from the provider itself, so a token without one, or by an
 * algorithm that proves nothing, is refused. What a provider says of itself is kept for five minutes.
 */
import * as oidc from "openid-client";
import type { Context } from "../../platform/context.ts";
import { OutwardError, outwardFetch } from "../../platform/outward/fetch.ts";
import { hashOf } from "../../platform/tokens.ts";
import type { ProviderRow } from "./store.ts";

export type Client = Pick<ProviderRow, "issuer" | "clientId" | "sealedSecret">;

const KEPT_MS = 5 * 60_000;
const MOST_KEPT = 500;
const kept = new Map<string, { readonly client: oidc.Configuration; readonly until: number }>();

/** The provider as a client of it sees it. Throws what `isUnreachable` knows when it cannot be asked. */
export async function clientOf({ portal }: Context, provider: Client): Promise<oidc.Configuration> {
  const { issuer, clientId, sealedSecret } = provider;
  const key = JSON.stringify([issuer, clientId, sealedSecret && hashOf(sealedSecret.toString("hex"))]);
  const known = kept.get(key);
  if (known !== undefined && known.until > performance.now()) return known.client;
  const secret = sealedSecret === null ? undefined : String(portal.secrets.unseal(sealedSecret));
  const client = await discover(portal.config, { issuer, clientId, secret });
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, { client, until: performance.now() + KEPT_MS });
  return client;
}

async function discover(
  { allowsPrivateTargets }: { allowsPrivateTargets: boolean },
  { issuer, clientId, secret }: { issuer: string; clientId: string; secret: string | undefined },
): Promise<oidc.Configuration> {
  const fetch = outwardFetch({ allowsPrivateTargets });
  const execute = allowsPrivateTargets ? [oidc.allowInsecureRequests] : [];
  const found = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), {
    execute,
    [oidc.customFetch]: fetch,
    timeout: 10,
  });
  const server = found.serverMetadata();
  if (server.issuer !== issuer) throw new OutwardError("issuer_other");
  const client = new oidc.Configuration(server, clientId, undefined, authenticationOf(server, secret));
  client[oidc.customFetch] = fetch;
  client.timeout = 10;
  oidc.enableNonRepudiationChecks(client);
  for (const each of execute) each(client);
  return client;
}

/** By the header, as the standard has it when a provider says nothing; else as it says. */
function authenticationOf(server: oidc.ServerMetadata, secret: string | undefined): oidc.ClientAuth {
  if (secret === undefined) return oidc.None();
  const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return methods.includes("client_secret_basic")
    ? oidc.ClientSecretBasic(secret)
    : oidc.ClientSecretPost(secret);
}

/** What may stand in the log of an answer that was not taken: a code, never a token. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const inner = error.cause instanceof Error ? `${nameOf(error.cause)} of ` : "";
  return inner + nameOf(error);
}

function nameOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : error.name;
}
