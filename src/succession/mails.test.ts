import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES } from "../platform/language.ts";
import { renderMail } from "../platform/mail/render.ts";
import { successionMails } from "./mails.ts";
import { BECOMES, CAUSES } from "./rules.ts";

const SITE = { reader: "花 <b>森</b>", siteId: "site_aoba", number: "7001234", siteName: "青葉商事 本社" };

/** Every mail in each of its variants. */
const MAILS: readonly (readonly [template: keyof typeof successionMails, facts: object])[] = [
  ["succession-offered", { from: "Hana", through: "2010-03-15" }],
  ...(["declined", "withdrawn", "expired"] as const).map(
    (state) => ["succession-offer-ended", { name: "Jun", state }] as const,
  ),
  ["succession-changed", { as: "new", to: "Jun", hasId: false }],
  ["succession-changed", { as: "other", to: "Jun", hasId: true }],
  ...[...BECOMES, "removed"].map(
    (becomes) => ["succession-changed", { as: "old", to: "Jun", hasId: true, becomes }] as const,
  ),
  ["succession-added", { hasId: true }],
  ...CAUSES.map((cause) => ["succession-warning", { cause, primary: "Hana" }] as const),
  ["succession-asked", { cause: "mail-bounces", primary: "Hana" }],
  ["succession-announced", { name: "Ren", origin: "form" }],
  ["succession-announced", { name: "Ren", origin: "succession" }],
  ["succession-technical", { name: "Ren", email: "ren@aoba.example", phone: "1" }],
  ["succession-objected", { name: "Ren" }],
  ...(["done", "returned", "rejected"] as const).map(
    (outcome) => ["succession-take-over-ended", { outcome, company: "青葉商事", reason: "why" }] as const,
  ),
];

for (const language of LANGUAGES) {
  test(`every mail is whole in ${language}`, () => {
    for (const [template, facts] of MAILS) {
      const reader = {
        language,
        baseUrl: "https://portal.example",
        vendorName: "Vendor",
        careEmail: "care@carnet.example",
      };
      const { subject, text, html } = renderMail(
        successionMails,
        { template, facts: { ...SITE, ...facts } },
        reader,
      );
      for (const part of [subject, text, html]) {
        assert.ok(part.length > 8, template);
        assert.doesNotMatch(part, /undefined|\{\w+\}|\[object/, `${template} ${part}`);
      }
      assert.doesNotMatch(html, /<b>森/, "a name stays text");
    }
  });
}
