import type { Language } from "../platform/language.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export function careSay(language: Language): Say<typeof en> {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

type Key = keyof typeof en;
type Fault = Key extends infer Each ? (Each extends `fault.${infer Code}` ? Code : never) : never;

/** What is wrong with a field. */
export function careFault(language: Language, code: string): string {
  return careSay(language)(isFault(code) ? `fault.${code}` : "fault.other");
}

function isFault(code: string): code is Fault {
  return Object.hasOwn(en, `fault.${code}`);
}

/** What was done to a request; the bare name for a step of a later version. */
export function stepText(language: Language, name: string, facts: { to: string; team: string }): string {
  const say = careSay(language);
  if (name === "care-request.reassigned") {
    const { to, team } = facts;
    return to === "" ? say("step.to-desk", { desk: deskText(language, team) }) : say("step.to-agent", { to });
  }
  const step = name.replace("care-request.", "");
  return isStep(step) ? say(`step.${step}`) : name;
}

export function deskText(language: Language, team: string): string {
  return isDesk(team) ? careSay(language)(`desk.${team}`) : team;
}

const STEPS = ["opened", "closed", "claimed", "released", "noted", "verified", "decided"] as const;

function isStep(step: string): step is (typeof STEPS)[number] {
  return STEPS.some((each) => each === step);
}

const DESKS = ["care", "sales", "support", "license-support"] as const;

function isDesk(team: string): team is (typeof DESKS)[number] {
  return DESKS.some((each) => each === team);
}
