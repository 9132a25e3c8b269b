/** Links that programs without cookies can use. Source: BAR 24. */
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { newId, newSecret } from "../../platform/id.ts";
import { hashOf } from "../../platform/tokens.ts";
import { authorizeDownload } from "../offers/offer.authorize.ts";
import { factsOf, linkPath, startsBefore } from "./rules.ts";
import { insertLink } from "./store.ts";

const LINKS = { most: 300, seconds: 3600 };

export interface MadeLink {
  readonly href: string;
  /** Until then the download must begin. */
  readonly expiresAt: Date;
}

/** For this person, site and file, and no longer than the person may have it. Only the token's hash is kept. */
export async function makeLink(context: Context, siteId: string, fileId: string): Promise<MadeLink> {
  const token = newSecret();
  return authorizeDownload(context, { siteId, fileId }, async (scope, file) => {
    const { personId, query } = scope;
    await spend(query, `download-link ${personId}`, LINKS);
    const { now, portal } = context;
    const id = newId("download", now);
    await insertLink(scope, { id, personId, file, now, tokenHash: hashOf(token) });
    await emit(query, context, { name: "download-link.made", siteId, facts: factsOf(id, file) });
    return { href: portal.config.baseUrl + linkPath(token, file.name), expiresAt: startsBefore(now) };
  });
}
