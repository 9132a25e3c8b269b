/** What is to be done, each a sentence that leads to where it is done; nothing at all when there is nothing. */

import type { Language } from "../platform/language.ts";
import { LinkList } from "../web/facts.tsx";
import { dayText } from "../web/locale/formats.ts";
import { Section } from "../web/page.tsx";
import { PersonName } from "../web/values.tsx";
import { linesHref } from "./coverage.parts.tsx";
import type { Home } from "./operations.ts";
import type { Task } from "./tasks.operations.ts";
import type { HomeSay } from "./texts.ts";

interface TasksProps {
  say: HomeSay;
  language: Language;
  siteId: string;
  home: Home;
  /** Other sites of which the reader is the registered contact, and which wait for the passcode. */
  waiting: readonly { readonly number: string; readonly name: string }[];
}

type Items = Parameters<typeof LinkList>[0]["items"];

export function Tasks({ say, language, siteId, home, waiting }: TasksProps) {
  const items: Items = [
    ...waiting.map(({ number, name }) => ({
      href: `/first-access?site=${number}`,
      label: say("taskClaim", { number }),
      detail: <PersonName name={name} />,
    })),
    ...home.tasks.map((task) => itemOf(say, language, { siteId, task })),
    ...coverageItems(say, siteId, home),
  ];
  if (items.length === 0) return null;
  return (
    <Section title={say("tasksTitle")}>
      <LinkList items={items} />
    </Section>
  );
}

function coverageItems(say: HomeSay, siteId: string, { coverage, mayReinstate }: Home): Items {
  const { endingIn90Days = 0, lapsed = 0 } = coverage?.count ?? {};
  const ending = { href: linesHref(siteId, "active"), label: say("taskEnding", { count: endingIn90Days }) };
  const ended = {
    label: say("taskLapsed", { count: lapsed }),
    ...(mayReinstate
      ? { href: `/sites/${siteId}/reinstatements`, detail: say("taskLapsedHow") }
      : { href: linesHref(siteId, "lapsed") }),
  };
  return [...(endingIn90Days > 0 ? [ending] : []), ...(lapsed > 0 ? [ended] : [])];
}

const WARNINGS = {
  "no-primary": "taskNoPrimary",
  "mail-bounces": "taskMailBounces",
  "primary-unseen": "taskPrimaryUnseen",
  "no-second-administrator": "taskNoSecond",
} as const;

function itemOf(
  say: HomeSay,
  language: Language,
  { siteId, task }: { siteId: string; task: Task },
): Items[number] {
  const site = `/sites/${siteId}`;
  switch (task.kind) {
    case "requests":
      return { href: `${site}/access-requests`, label: say("taskRequests", { count: task.count }) };
    case "key-registrations":
      return {
        href: `${site}/key-members#requests`,
        label: say("taskKeyRegistrations", { count: task.count }),
      };
    case "key-newcomers":
      return { href: `${site}/key-members`, label: say("taskKeyNewcomers", { count: task.count }) };
    case "transfer-consent":
      return {
        href: `${site}/transfers/${task.transferId}`,
        label: say("taskTransferConsent", { number: task.number }),
      };
    case "transfer-keys":
      return {
        href: `${site}/transfers/${task.transferId}`,
        label: say("taskTransferKeys", { number: task.number }),
      };
    case "contacts":
      return { href: `${site}/contacts`, label: say("taskContacts") };
    case "no-secondary":
      return {
        href: `${site}/members/new`,
        label: say("taskNoSecondary"),
        detail: say("taskNoSecondaryWhy"),
      };
    case "warning":
      return {
        href: `${site}/primary#${task.cause}`,
        label: say(WARNINGS[task.cause], { day: dayText(language, task.since, "long") }),
      };
    case "rescue":
      return {
        href: `${site}/license-keys/rescues/${task.rescueId}`,
        label: say("taskRescue", { deadHost: task.deadHost }),
      };
    case "offer":
      return { href: `${site}/primary`, label: say("taskOffer") };
    case "quote":
      return {
        href: `${site}/renewal-quotes/${task.quoteId}`,
        label: say("taskQuote", { number: task.number, day: dayText(language, task.dueOn, "long") }),
      };
    case "review":
      return {
        href: `${site}/members/review`,
        label: say("taskReview", { count: task.count, day: dayText(language, task.dueOn, "long") }),
      };
  }
}
