/** The notices that go by post or fax, as pages to print: D-01, D-02, D-04 and D-06. A letter is set anew each time, from sealed facts. */
import { z } from "zod";
import { fullName } from "../../identity/index.ts";
import { isLocalDate, type LocalDate } from "../../platform/dates.ts";
import { LANGUAGES, tagOf } from "../../platform/language.ts";
import { type Letter, letterPdf } from "../../platform/pdf/letter.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import { dayText } from "../../web/locale/formats.ts";
import type { IssuedPasscode } from "../first-access/passcode.authorize.ts";
import { addressLines } from "../rules.ts";
import type { SiteFacts } from "../store.ts";
import { en } from "../texts/letters.en.ts";
import { ja } from "../texts/letters.ja.ts";
import { ko } from "../texts/letters.ko.ts";
import { zhTW } from "../texts/letters.zh-TW.ts";
import { type DocumentKind, reasonWithoutPasscode } from "./documents.rules.ts";

const Day = z.custom<LocalDate>((value) => typeof value === "string" && isLocalDate(value));
const Text = z.string().nullable();

/** What a letter says. With the passcode in it, it is kept sealed. */
export const LetterFacts = z.object({
  kind: z.enum(["contract-notice", "registration-notice", "fct-registration-notice", "passcode-reissue"]),
  language: z.enum(LANGUAGES),
  program: z.enum(["PA", "PAE", "FCT", "OEM"]),
  companyName: z.string(),
  siteName: z.string(),
  siteNumber: z.string(),
  customerNumber: z.string(),
  agreementNumber: Text,
  contactName: z.string(),
  contactEmail: Text,
  department: Text,
  address: z.object({ street: Text, city: Text, region: Text, postalCode: Text, country: z.string() }),
  madeOn: Day,
  passcode: z.object({ written: z.string(), through: Day }).nullable(),
  withoutPasscode: z.enum(["legacy", "fctBefore", "noEmail"]).nullable(),
});
export type LetterFacts = z.infer<typeof LetterFacts>;

/** What the letter of a site says, made on a day. */
export function letterFactsOf(
  site: SiteFacts,
  { kind, madeOn, passcode }: { kind: DocumentKind; madeOn: LocalDate; passcode: IssuedPasscode | null },
): LetterFacts {
  const { contact, customer, language, name, number, country } = site;
  return LetterFacts.parse({
    kind,
    language,
    program: site.program,
    companyName: customer.name,
    siteName: name,
    siteNumber: number,
    customerNumber: customer.number,
    agreementNumber: site.agreementNumber,
    contactName: fullName({ ...contact, language }),
    contactEmail: contact.email,
    department: site.department,
    address: { ...site.address, country },
    madeOn,
    passcode: passcode === null ? null : { written: passcode.written, through: passcode.through },
    withoutPasscode: reasonWithoutPasscode(site),
  });
}

/** Who sends it, and where its reader goes next. */
export interface Sender {
  readonly vendorName: string;
  readonly careEmail: string;
  readonly baseUrl: string;
}

export function noticePdf(facts: LetterFacts, sender: Sender): Promise<Uint8Array> {
  const { language, madeOn } = facts;
  const letter = noticeOf(facts, sender);
  return letterPdf(letter, { language, title: letter.heading, madeAt: new Date(`${madeOn}T00:00:00Z`) });
}

/** The letter in words. */
export function noticeOf(facts: LetterFacts, { vendorName, careEmail, baseUrl }: Sender): Letter {
  const { language, contactName, passcode } = facts;
  const say = speaker(language, { en, ja, ko, "zh-TW": zhTW });
  const day = (date: LocalDate) => dayText(language, date, "long");
  return {
    sender: { name: vendorName, lines: [vendorName, careEmail], returnLine: `${vendorName} · ${careEmail}` },
    recipient: recipientOf(facts, say("addressee", { name: contactName })),
    particulars: [{ label: say("date"), value: day(facts.madeOn) }],
    heading: say(HEADINGS[facts.kind]),
    opening: [say("salutation", { name: contactName }), ...introOf(facts, say, { baseUrl, careEmail })],
    facts: rowsOf(facts, say),
    ...(passcode === null
      ? {}
      : {
          code: {
            label: say("passcode"),
            value: passcode.written,
            note: say("passcodeNote", { day: day(passcode.through) }),
          },
        }),
    closing: [
      say("wrongData", { care: careEmail }),
      ...(passcode === null ? [] : [say("neverAsked")]),
      say("regards", { vendor: vendorName }),
    ],
    pageLabel: say("page", { page: "{page}", pages: "{pages}" }),
  };
}

const HEADINGS = {
  "contract-notice": "contractNotice",
  "registration-notice": "registrationNotice",
  "fct-registration-notice": "registrationNotice",
  "passcode-reissue": "passcodeReissue",
} as const;

const INTROS = { PA: "introPA", PAE: "introPAE", FCT: "introFCT", OEM: "introFCT" } as const;

function introOf(facts: LetterFacts, say: Say<typeof en>, to: Pick<Sender, "baseUrl" | "careEmail">) {
  const { baseUrl, careEmail } = to;
  if (facts.kind === "passcode-reissue")
    return [say("introReissue"), say("accessReissue", { url: `${baseUrl}/sign-in` })];
  return [
    say(INTROS[facts.program]),
    accessText(facts, say, { url: `${baseUrl}/register`, care: careEmail }),
  ];
}

function accessText(
  { withoutPasscode }: LetterFacts,
  say: Say<typeof en>,
  to: { url: string; care: string },
): string {
  if (withoutPasscode === null) return say("accessWithPasscode", { url: to.url });
  const texts = { legacy: "accessLegacy", fctBefore: "accessFctBefore", noEmail: "accessNoEmail" } as const;
  return say(texts[withoutPasscode], { care: to.care });
}

/** The block of the contact, then the block of the agreement, as D-01 has them. */
function rowsOf(facts: LetterFacts, say: Say<typeof en>) {
  const { address, program } = facts;
  const none = say("notOnRecord");
  const place = addressLines(address).join(", ");
  if (facts.kind === "passcode-reissue") {
    return [
      { label: say("site"), value: facts.siteName },
      { label: say("siteNumber"), value: facts.siteNumber },
      { label: say("contactEmail"), value: facts.contactEmail ?? none },
    ];
  }
  return [
    { label: say("company"), value: facts.companyName },
    { label: say("site"), value: facts.siteName },
    { label: say("address"), value: place === "" ? none : place },
    { label: say("department"), value: facts.department ?? none },
    { label: say("contact"), value: facts.contactName },
    { label: say("contactEmail"), value: facts.contactEmail ?? none },
    { label: say("program"), value: program },
    ...(program === "PA" ? [{ label: say("agreementNumber"), value: facts.agreementNumber ?? none }] : []),
    { label: say("siteNumber"), value: facts.siteNumber },
    { label: say("customerNumber"), value: facts.customerNumber },
  ];
}

/** As the post of the country wants it: in East Asia from the large to the small, elsewhere from the small to the large. */
function recipientOf(facts: LetterFacts, addressee: string): string[] {
  const { address, companyName, department } = facts;
  const place = addressLines(address);
  const house = [companyName, ...(department === null ? [] : [department])];
  if (["JP", "KR", "TW"].includes(address.country)) return [...place, ...house, addressee];
  const country = new Intl.DisplayNames([tagOf(facts.language)], { type: "region" }).of(address.country);
  return [
    companyName,
    addressee,
    ...(department === null ? [] : [department]),
    ...place,
    (country ?? "").toUpperCase(),
  ];
}
