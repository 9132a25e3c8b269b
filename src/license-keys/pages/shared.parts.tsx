/** What the Key Center's pages have in common. */
import type { ComponentChildren } from "preact";
import { Code } from "../../web/code.tsx";
import { Page } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { Count } from "../../web/values.tsx";
import type { HostKind } from "../key.data.ts";
import type { HeldKey } from "../moves/move.data.ts";
import { keySay } from "../texts.ts";
import { hostHref, keyHref, keysHref } from "./links.rules.ts";
import type { KeySite } from "./site.operations.ts";
import { pageSay, rightText } from "./texts.ts";

interface KeyPageProps {
  readonly chrome: Chrome;
  readonly site: KeySite;
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly actions?: ComponentChildren;
  /** The page above; none on the first. */
  readonly back?: { href: string; label: string } | undefined;
  readonly children: ComponentChildren;
}

/** Every page says of which site it is, by its long number. */
export function KeyPage({ chrome, site, title, lead, actions, back, children }: KeyPageProps) {
  const say = pageSay(chrome.language);
  return (
    <Page
      chrome={chrome}
      title={title}
      lead={
        <>
          {lead !== undefined && <>{lead} </>}
          <span class="nowrap">{say("ofSite", { number: site.number })}</span>
        </>
      }
      {...(actions === undefined ? {} : { actions })}
      {...(back === undefined ? {} : { back })}
    >
      {children}
    </Page>
  );
}

const PLACES = ["", "/hosts", "/people", "/list", "/move", "/import"] as const;
type Place = (typeof PLACES)[number];

const LABELS = {
  "": "byProduct",
  "/hosts": "byHost",
  "/people": "byPerson",
  "/list": "allKeys",
  "/move": "moveKeys",
  "/import": "byFile",
} as const satisfies Record<Place, string>;

/** The ways to look at the same keys. */
export function KeyPlaces({ chrome, site, here }: { chrome: Chrome; site: KeySite; here: Place }) {
  const say = pageSay(chrome.language);
  return (
    <nav class="actions" aria-label={say("ways")}>
      {PLACES.map((place) =>
        place === here ? (
          <strong key={place} aria-current="page">
            {say(LABELS[place])}
          </strong>
        ) : (
          <a key={place} class="button" href={keysHref(site.siteId, place)}>
            {say(LABELS[place])}
          </a>
        ),
      )}
    </nav>
  );
}

interface NamedHost {
  readonly id: string;
  readonly kind: HostKind;
  readonly value: string;
  readonly name: string;
}

/** Its name, and by what it is known. */
export function HostLine({ chrome, siteId, host }: { chrome: Chrome; siteId: string; host: NamedHost }) {
  return (
    <span>
      <a href={hostHref(siteId, host.id)}>
        <bdi>{host.name}</bdi>
      </a>
      <small class="under">
        {keySay(chrome.language)(`kind.${host.kind}`)}
        {host.value !== "" && host.value !== host.name && (
          <>
            {" "}
            <Code>{spelled(host)}</Code>
          </>
        )}
      </small>
    </span>
  );
}

/** As people know it from their machines. */
export function spelled({ kind, value }: Pick<NamedHost, "kind" | "value">): string {
  if (kind === "ethernet") return value.toUpperCase().replaceAll(/(..)(?=.)/g, "$1:");
  if (kind === "disk") return value.toUpperCase().replace(/^(....)/, "$1-");
  return kind === "tpm" ? `${value.slice(0, 16)}…` : value;
}

/** What a host's file holds, key by key. */
export function HeldList({
  chrome,
  keys,
  siteId,
}: {
  chrome: Chrome;
  keys: readonly HeldKey[];
  siteId?: string;
}) {
  const say = pageSay(chrome.language);
  if (keys.length === 0) return <p class="hint">{say("holdsNothing")}</p>;
  return (
    <ul>
      {keys.map((key) => (
        <li key={key.id}>
          <Count value={key.quantity} /> ×{" "}
          {siteId === undefined ? (
            <bdi>{key.productName}</bdi>
          ) : (
            <a href={keyHref(siteId, key.id)}>{key.productName}</a>
          )}
          <small class="under">
            {rightText(chrome.language, key)}
            {key.kind === "emergency" && <> · {say("emergency")}</>}
          </small>
        </li>
      ))}
    </ul>
  );
}
