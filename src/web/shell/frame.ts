/** What a request knows of the frame around its page. The app fills it in; pages ask for it. */
import type { Chrome, Visit } from "./chrome.ts";

export interface Frame {
  /** For pages before sign-in. */
  visit(): Visit;
  /** For pages of somebody who signed in: the navigation of the site (or of the vendor's own side when null). */
  chrome(siteId: string | null): Promise<Chrome>;
}

declare module "fastify" {
  interface FastifyRequest {
    frame: Frame;
  }
}
