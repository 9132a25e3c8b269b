/**
 * What a person's name, country and language may be, and how a name is written in one line.
 *
 * Pure. Names are kept in NFC. Source: DOMAIN §3.2, A-20, BR-04, BR-06.
 */
import { z } from "zod";
import type { Language } from "../../platform/language.ts";

export type Profile = "standard" | "seed";

const LONGEST_NAME = 100;
const LATIN = /^[\p{Script=Latin}\p{M}\d .,'’-]+$/u;
/** The source documents take half-width letters and digits. */
const HALF_WIDTH = /^[A-Za-z\d .'-]+$/;

/** Any script in `standard`, half-width Latin in `seed`; the code of what is wrong, or undefined. */
export function faultOfName(name: string, profile: Profile): string | undefined {
  const fault = faultOfText(name);
  if (fault !== undefined) return fault;
  return profile === "seed" && !HALF_WIDTH.test(name) ? "not_half_width" : undefined;
}

/** The Latin form of a name in another script. */
export function faultOfRomanizedName(name: string): string | undefined {
  return faultOfText(name) ?? (LATIN.test(name) ? undefined : "not_latin");
}

function faultOfText(name: string): string | undefined {
  if (!name.isWellFormed() || /[\p{Cc}\u2028\u2029]/u.test(name)) return "text_not_allowed";
  if (name.trim() === "") return "required";
  return [...name].length > LONGEST_NAME ? "text_too_long" : undefined;
}

/** A text whose fault becomes the field's code. */
export function textField(faultOf: (text: string) => string | undefined) {
  return z.string().superRefine((text, check) => {
    const message = faultOf(text);
    if (message !== undefined) check.addIssue({ code: "custom", message });
  });
}

/** As it is stored: NFC, without spaces around it. */
export function tidyName(name: string): string {
  return name.normalize("NFC").trim();
}

interface Named {
  readonly givenName: string;
  readonly familyName: string;
  readonly language: Language;
}

/** Empty for somebody who was invited and has not registered: show the address. Family name first where the name is in a script of East Asia, with the space that its language puts between. */
export function fullName({ givenName, familyName, language }: Named): string {
  if (givenName === "" && familyName === "") return "";
  const isEastAsian = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;
  if (!isEastAsian.test(familyName)) return `${givenName} ${familyName}`;
  return language === "ja" ? `${familyName} ${givenName}` : familyName + givenName;
}

/** ISO 3166-1, as of 2026. */
export const COUNTRIES = (
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA " +
  "CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA " +
  "GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
  "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS " +
  "MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS " +
  "RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW " +
  "TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
).split(" ");

export function isCountry(text: unknown): text is string {
  return typeof text === "string" && COUNTRIES.includes(text);
}
