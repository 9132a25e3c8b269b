/** Every mail of enquiries and of lost passcodes, in every language. DOMAIN §6: D-06, D-22. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { agreementsMails } from "../agreements/mails.ts";
import { passcodeMails } from "../passcodes/mails.ts";
import { LANGUAGES } from "../platform/language.ts";
import type { MailTemplates } from "../platform/mail/template.ts";
import { enquiryMails } from "./mails.ts";

const ABOUT = { name: "Li-hua Chen", siteName: "福爾摩沙證券 台北", siteNumber: "7004321" };
const ID = { ...ABOUT, id: "lihua@formosa.example" };
const REFUSED = { ...ABOUT, reason: "No such site", kind: "contact-enquiry" };

const FACTS: Record<string, readonly object[]> = {
  "passcode-on-its-way": [
    { ...ABOUT, channel: "fax" },
    { ...ABOUT, channel: "letter" },
  ],
  "passcode-request-rejected": [REFUSED],
  "passcode-reissue": [
    {
      ...ABOUT,
      contactName: "Li-hua Chen",
      contactEmail: "lihua@formosa.example",
      passcode: "7K1Q-0M4T-XW9Z-A",
      passcodeThrough: "2010-05-29",
    },
  ],
  "enquiry-id-recovered": [
    { ...ID, hasId: true },
    { ...ID, hasId: false },
  ],
  "enquiry-contacts-disclosed": [{ ...ABOUT, contacts: [["森 花", "hana@aoba.example"]] }],
  "enquiry-change-applied": [{ ...ABOUT, fields: ["contactEmail", "fax"] }],
  "enquiry-contact-replaced": [ABOUT],
  "enquiry-refused": [
    { ...REFUSED, outcome: "returned" },
    { ...REFUSED, outcome: "rejected" },
  ],
};

const templates: MailTemplates = {
  ...enquiryMails,
  ...passcodeMails,
  "passcode-reissue": agreementsMails["passcode-reissue"],
};

for (const language of LANGUAGES) {
  test(`each mail reads whole in ${language}`, () => {
    assert.deepEqual(Object.keys(FACTS).sort(), Object.keys(templates).sort());
    const reader = {
      language,
      baseUrl: "https://portal.example",
      vendorName: "Vendor",
      careEmail: "care@vendor.example",
    };
    for (const [name, list] of Object.entries(FACTS)) {
      for (const facts of list) {
        const { subject, blocks } = templates[name]?.(facts as never, reader) ?? { subject: "", blocks: [] };
        const text = JSON.stringify(blocks);
        assert.match(subject, /7004321/, name);
        assert.doesNotMatch(subject + text, /\{\w+\}|undefined|\[object/, name);
        assert.match(text, /Vendor/, name);
      }
    }
  });
}
