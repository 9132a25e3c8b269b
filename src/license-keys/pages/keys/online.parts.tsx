/** An online key as the program wants it, and what the program does with it. */
import { CodeBlock } from "../../../web/code.tsx";
import { Notice } from "../../../web/notice.tsx";
import { ActionLink, Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { keyHref, keysHref } from "../links.rules.ts";
import { KeyPage } from "../shared.parts.tsx";
import type { KeySite } from "../site.operations.ts";
import { pageSay } from "../texts.ts";

interface OnlineProps {
  readonly chrome: Chrome;
  readonly site: KeySite;
  readonly keyId: string;
  readonly product: string;
  readonly secret: string;
  readonly isNew?: boolean;
}

export function OnlinePage({ chrome, site, keyId, product, secret, isNew = false }: OnlineProps) {
  const say = pageSay(chrome.language);
  return (
    <KeyPage
      chrome={chrome}
      site={site}
      title={say("onlineTitle", { product })}
      back={{ href: keysHref(site.siteId), label: say("title") }}
    >
      {isNew && <Notice tone="ok" title={say("news.got")} isNews />}
      <CodeBlock label={say("onlineKey")} value={secret} />
      <p>{say("onlineCopy")}</p>
      <Section title={say("installTitle")}>
        <ol>
          <li>{say("onlineStep1")}</li>
          <li>{say("onlineStep2")}</li>
          <li>{say("onlineStep3")}</li>
        </ol>
      </Section>
      <Notice tone="warn">
        <p>{say("onlineSecret")}</p>
      </Notice>
      <p>
        <ActionLink href={keyHref(site.siteId, keyId)}>{say("toKey")}</ActionLink>
      </p>
    </KeyPage>
  );
}
