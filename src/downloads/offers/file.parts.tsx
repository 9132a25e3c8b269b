/** The screen of one file: what it is, how to get it, how to check it. */
import { CodeBlock } from "../../web/code.tsx";
import { Facts } from "../../web/facts.tsx";
import { Form, SubmitButton } from "../../web/form.tsx";
import { whenText } from "../../web/locale/formats.ts";
import { Notice } from "../../web/notice.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { Bytes, Day } from "../../web/values.tsx";
import { statementOf } from "../releases/rules.ts";
import { type DownloadSay, downloadSay } from "../texts.ts";
import { fetchCommands, hashCommands, signatureCommands } from "./commands.rules.ts";
import { downloadsHref, keyHref } from "./links.rules.ts";
import type { Offer } from "./offer.authorize.ts";
import { EndTold, OfferState, platformName, ReleaseLanguage, WhyNotTold } from "./offer.parts.tsx";

interface FileProps {
  chrome: Chrome;
  siteId: string;
  offer: Offer;
  baseUrl: string;
  /** A link that was just made. */
  link: { readonly href: string; readonly expiresAt: Date } | null;
  /** Whom to ask. */
  care: string;
}

export function FilePage({ chrome, siteId, offer, baseUrl, link, care }: FileProps) {
  const say = downloadSay(chrome.language);
  const back = { href: downloadsHref(siteId), label: say("title") };
  return (
    <Page chrome={chrome} title={offer.name} back={back}>
      {link !== null && <MadeLink say={say} chrome={chrome} offer={offer} link={link} />}
      <WhyNotTold offer={offer} siteId={siteId} />
      <EndTold offer={offer} care={care} />
      <Section
        title={`${offer.productName} ${offer.version}`}
        actions={offer.whyNot === null && <Fetch say={say} />}
      >
        <FileFacts say={say} offer={offer} />
      </Section>
      {offer.whyNot === null && link === null && <AskLink say={say} />}
      <Checks say={say} offer={offer} />
      <Signature say={say} offer={offer} baseUrl={baseUrl} />
    </Page>
  );
}

function Fetch({ say }: { say: DownloadSay }) {
  return (
    <Form hidden={{ as: "file" }}>
      <SubmitButton>{say("download")}</SubmitButton>
    </Form>
  );
}

function FileFacts({ say, offer }: { say: DownloadSay; offer: Offer }) {
  return (
    <Facts
      items={[
        { label: say("status"), value: <OfferState offer={offer} /> },
        { label: say("platform"), value: platformName(say, offer.platform) },
        { label: say("language"), value: <ReleaseLanguage code={offer.language} /> },
        { label: say("size"), value: <Bytes sizeBytes={offer.sizeBytes} /> },
        { label: say("availableSince"), value: <Day date={offer.availableOn} /> },
        { label: say("sha256"), value: <CodeBlock value={offer.sha256} />, isWide: true },
      ]}
    />
  );
}

function AskLink({ say }: { say: DownloadSay }) {
  return (
    <Section title={say("linkTitle")}>
      <p>{say("linkText")}</p>
      <Form hidden={{ as: "link" }}>
        <SubmitButton tone="plain">{say("makeLink")}</SubmitButton>
      </Form>
    </Section>
  );
}

interface MadeLinkProps {
  say: DownloadSay;
  chrome: Chrome;
  offer: Offer;
  link: NonNullable<FileProps["link"]>;
}

function MadeLink({ say, chrome, offer, link: { href, expiresAt } }: MadeLinkProps) {
  const time = whenText(chrome.language, expiresAt, chrome.timeZone);
  const commands = fetchCommands({ href, name: offer.name, sha256: offer.sha256 });
  return (
    <>
      <Notice tone="ok" title={say("linkReady")} isNews>
        <p>{say("linkUntil", { time })}</p>
      </Notice>
      <Section title={say("linkTitle")}>
        <p>{say("linkText")}</p>
        <Commands items={[[say("linkAddress"), href], ...Object.entries(commands)]} />
      </Section>
    </>
  );
}

function Checks({ say, offer: { name, sha256 } }: { say: DownloadSay; offer: Offer }) {
  const commands = hashCommands(name);
  return (
    <Section title={say("verifyTitle")}>
      <p>{say("verifyText")}</p>
      <Commands
        items={[
          [say("sha256"), sha256],
          [say("linux"), commands.linux],
          [say("macos"), commands.macos],
          [say("windows"), commands.windows],
        ]}
      />
    </Section>
  );
}

function Signature({ say, offer, baseUrl }: { say: DownloadSay; offer: Offer; baseUrl: string }) {
  if (offer.signature === null || offer.keyId === null) return null;
  const statement = statementOf(offer);
  const signature = offer.signature.toString("base64");
  const commands = signatureCommands({ keyHref: keyHref(baseUrl, offer.keyId), statement, signature });
  return (
    <Section title={say("signature")}>
      <CodeBlock value={signature} />
      <details>
        <summary>{say("verifySignature")}</summary>
        <p>{say("verifySignatureText")}</p>
        <Commands
          items={[
            [say("signingKey"), offer.keyId],
            [say("statement"), statement],
            ["OpenSSL", commands],
          ]}
        />
      </details>
    </Section>
  );
}

/** What is to be copied, each under what it is. */
function Commands({ items }: { items: readonly (readonly [label: string, text: string])[] }) {
  return (
    <Facts
      items={items.map(([label, text]) => ({ label, value: <CodeBlock value={text} />, isWide: true }))}
    />
  );
}
