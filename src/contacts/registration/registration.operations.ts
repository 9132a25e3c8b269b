/** What is registered of a site, who receives its documents, and the form to correct it. */
import { authorize } from "../../access/index.ts";
import { findSiteFacts, type SiteFacts, timeZoneOf } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { found, Problem } from "../../platform/problem.ts";
import { listAddressees } from "../addressee.documents.ts";
import { type Addressee, type ContactType, changeWayOf } from "../rules.ts";
import { changeFormPdf } from "./change-form.documents.ts";

export interface SeenRegistration {
  readonly site: SiteFacts;
  readonly addressees: ReadonlyMap<ContactType, Addressee | null>;
}

export async function readSeenRegistration(context: Context, siteId: string): Promise<SeenRegistration> {
  return authorize(context, "registration.read", siteId, async (scope) => {
    const site = found(await findSiteFacts(scope), "site");
    return { site, addressees: await listAddressees(scope) };
  });
}

/** In the reader's language; set anew each time. Only for PA: others have another way. Source: BR-51, D-22. */
export async function printChangeForm(context: Context, siteId: string): Promise<Uint8Array> {
  const { config } = context.portal;
  const site = await authorize(context, "registration.read", siteId, async (scope) =>
    found(await findSiteFacts(scope), "site"),
  );
  const way = changeWayOf(site.program);
  if (way !== "change-form") {
    const contact = way === "sales" ? config.salesEmail : config.careEmail;
    throw new Problem(409, "change_form_not_offered", { program: site.program, contact, rule: "BR-51" });
  }
  const madeOn = today(context, timeZoneOf(site.country));
  return changeFormPdf(site, config, { language: context.language, madeAt: context.now, madeOn });
}
