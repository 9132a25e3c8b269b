/** What is to be done after keys were got, returned or renewed: the file, and how it is installed. */
import { Form, SubmitButton } from "../../../web/form.tsx";
import { Notice } from "../../../web/notice.tsx";
import { ActionLink, Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import type { HostInFull } from "../../hosts/operations.ts";
import { heldKeyOf } from "../held.rules.ts";
import { fileHref, hostHref, keysHref } from "../links.rules.ts";
import { HeldList, HostLine, KeyPage } from "../shared.parts.tsx";
import type { KeySite } from "../site.operations.ts";
import { type PageSay, pageSay } from "../texts.ts";

export const AFTER = ["got", "returned", "renewed", "mailed"] as const;
export type After = (typeof AFTER)[number];

interface InstallProps {
  readonly chrome: Chrome;
  readonly site: KeySite;
  readonly held: HostInFull;
  readonly after: After | undefined;
}

export function InstallPage({ chrome, site, held, after }: InstallProps) {
  const say = pageSay(chrome.language);
  const { host, keys, file } = held;
  const { siteId } = site;
  return (
    <KeyPage
      chrome={chrome}
      site={site}
      title={say("installHost", { host: host.name })}
      back={{ href: keysHref(siteId), label: say("title") }}
    >
      {after !== undefined && <Notice tone="ok" title={say(`news.${after}`)} isNews />}
      <p>
        <HostLine chrome={chrome} siteId={siteId} host={host} />
      </p>
      {file !== null && <GetFile say={say} siteId={siteId} hostId={host.id} fileName={file.fileName} />}
      <Section title={say("installTitle")}>
        <InstallSteps say={say} fileName={file?.fileName ?? ""} isEmpty={keys.length === 0} />
      </Section>
      <Section title={say("fileHolds")}>
        <HeldList chrome={chrome} siteId={siteId} keys={keys.map(heldKeyOf)} />
      </Section>
      <p>
        <ActionLink href={hostHref(siteId, host.id)}>{say("toHost")}</ActionLink>{" "}
        <ActionLink href={keysHref(siteId)}>{say("title")}</ActionLink>
      </p>
    </KeyPage>
  );
}

interface FileProps {
  readonly say: PageSay;
  readonly siteId: string;
  readonly hostId: string;
  readonly fileName: string;
}

/** To be saved, and to be sent to whoever looks. */
export function GetFile({ say, siteId, hostId, fileName }: FileProps) {
  return (
    <div class="actions">
      <ActionLink href={fileHref(siteId, hostId)} isMain>
        {say("download", { file: fileName })}
      </ActionLink>
      <Form action={hostHref(siteId, hostId, "/mail")}>
        <SubmitButton tone="plain">{say("mailMe")}</SubmitButton>
      </Form>
    </div>
  );
}

export function InstallSteps({
  say,
  fileName,
  isEmpty,
}: {
  say: PageSay;
  fileName: string;
  isEmpty: boolean;
}) {
  return (
    <ol>
      <li>{say("installStep1", { file: fileName })}</li>
      <li>{say("installStep2")}</li>
      <li>{say(isEmpty ? "installEmpty" : "installStep3")}</li>
    </ol>
  );
}
