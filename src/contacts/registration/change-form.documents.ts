/** The change form D-22: what is registered of a PA site, with a line for each correction, to sign and to send. */
import { addressLines, type SiteFacts } from "../../agreements/index.ts";
import { fullName } from "../../identity/index.ts";
import type { Config } from "../../platform/config.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { LANGUAGE_NAMES, type Language } from "../../platform/language.ts";
import { type Letter, letterPdf } from "../../platform/pdf/letter.ts";
import { dayText } from "../../web/locale/formats.ts";
import { type FormSay, formSay } from "./form.texts.ts";

export interface FormMaking {
  readonly language: Language;
  readonly madeAt: Date;
  readonly madeOn: LocalDate;
}

export function changeFormPdf(site: SiteFacts, config: Config, making: FormMaking): Promise<Uint8Array> {
  const { language, madeAt } = making;
  const title = formSay(language)("heading");
  return letterPdf(changeForm(site, config, making), { language, title, madeAt });
}

/** Room to write by hand. */
const LINE = "_".repeat(48);

function changeForm(site: SiteFacts, config: Config, { language, madeOn }: FormMaking): Letter {
  const say = formSay(language);
  const { vendorName, careEmail, careFax } = config;
  const company = site.customer.name;
  return {
    sender: { name: company, lines: [site.name], returnLine: company },
    recipient: [say("to", { vendor: vendorName })],
    particulars: [
      { label: say("date"), value: dayText(language, madeOn, "long") },
      { label: say("siteNumber"), value: site.number },
      { label: say("customerNumber"), value: site.customer.number },
      { label: say("agreementNumber"), value: site.agreementNumber ?? say("none") },
    ],
    heading: say("heading"),
    opening: [
      say("intro"),
      careFax === null
        ? say("sendMail", { care: careEmail })
        : say("sendFax", { fax: careFax, care: careEmail }),
    ],
    facts: rowsOf(site, say).map(([label, value]) => ({
      label,
      value: `${value ?? say("none")}\n${say("right")} ${LINE}`,
    })),
    closing: [say("check"), `${say("signature")}\n\n${LINE}`],
    pageLabel: say("page", { page: "{page}", pages: "{pages}" }),
  };
}

function rowsOf(site: SiteFacts, say: FormSay): (readonly [label: string, value: string | null])[] {
  const { contact, language, country } = site;
  const place = addressLines({ ...site.address, country }).join(", ");
  return [
    [say("company"), site.customer.name],
    [say("siteName"), site.name],
    [say("address"), place === "" ? null : place],
    [say("department"), site.department],
    [say("phone"), site.phone],
    [say("fax"), site.fax],
    [say("contact"), fullName({ ...contact, language })],
    [say("contactEmail"), contact.email],
    [say("language"), LANGUAGE_NAMES[language]],
  ];
}
