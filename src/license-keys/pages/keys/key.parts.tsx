/** One key: what it is, what happened to it, and what can be done with it. */

import { Facts } from "../../../web/facts.tsx";
import { Field, Form, SubmitButton } from "../../../web/form.tsx";
import type { FormErrors } from "../../../web/forms/errors.tsx";
import { dayText } from "../../../web/locale/formats.ts";
import { Notice } from "../../../web/notice.tsx";
import { ActionLink, Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../../web/table.tsx";
import { Tag } from "../../../web/tag.tsx";
import { Absent, Count, PersonName, When } from "../../../web/values.tsx";
import { historyText } from "../../keys/history.texts.ts";
import type { ShownKey, ToldEvent } from "../../keys/operations.ts";
import { moveSay } from "../../moves/texts.ts";
import { keySay } from "../../texts.ts";
import { keyHref, keysHref, linesHref } from "../links.rules.ts";
import { HostLine, KeyPage } from "../shared.parts.tsx";
import type { KeySite } from "../site.operations.ts";
import { pageSay, rightText } from "../texts.ts";

interface OneKeyProps {
  readonly chrome: Chrome;
  readonly site: KeySite;
  readonly held: ShownKey;
  readonly events: readonly ToldEvent[];
  readonly errors: FormErrors;
  readonly refusal: string | undefined;
}

export function OneKeyPage({ chrome, site, held, events, errors, refusal }: OneKeyProps) {
  const [say, words] = [pageSay(chrome.language), keySay(chrome.language)];
  const { siteId } = site;
  return (
    <KeyPage
      chrome={chrome}
      site={site}
      title={say("keyTitle", { quantity: held.quantity, product: held.productName })}
      back={{ href: keysHref(siteId, "/list"), label: say("allKeys") }}
    >
      {refusal !== undefined && <Notice tone="bad" title={refusal} isNews />}
      <KeyFacts chrome={chrome} siteId={siteId} held={held} />
      {held.state === "issued" && <Acts chrome={chrome} siteId={siteId} held={held} errors={errors} />}
      <Section title={say("history")}>
        <DataTable
          caption={say("history")}
          columns={[
            { header: say("when"), cell: ({ at }: ToldEvent) => <When at={at} />, isNowrap: true },
            { header: say("what"), cell: (event) => historyText(chrome.language, event) },
            {
              header: moveSay(chrome.language)("by"),
              cell: ({ actorName }) =>
                actorName === null ? words("vendor") : <PersonName name={actorName} />,
            },
          ]}
          rows={events}
          rowKey={({ id }) => id}
          empty={<p>{say("noHistory")}</p>}
        />
      </Section>
    </KeyPage>
  );
}

interface HeldProps {
  readonly chrome: Chrome;
  readonly siteId: string;
  readonly held: ShownKey;
}

function KeyFacts({ chrome, siteId, held }: HeldProps) {
  const [say, words] = [pageSay(chrome.language), keySay(chrome.language)];
  const { hostId: id, hostKind: kind, hostValue, hostName } = held;
  const host =
    id === null || kind === null ? null : { id, kind, value: hostValue ?? "", name: hostName ?? "" };
  return (
    <Facts
      items={[
        {
          label: words("state"),
          value: <Tag tone={held.state === "issued" ? "ok" : "plain"}>{words(`state.${held.state}`)}</Tag>,
        },
        { label: words("quantity"), value: <Count value={held.quantity} /> },
        { label: words("lock"), value: words(`lock.${held.lock}`) },
        {
          label: words("host"),
          value:
            host === null ? (
              words("delivery.online")
            ) : (
              <HostLine chrome={chrome} siteId={siteId} host={host} />
            ),
        },
        {
          label: words("order"),
          value: <a href={linesHref(siteId, held.orderNumber)}>{held.orderNumber}</a>,
        },
        { label: words("issuedAt"), value: <When at={held.issuedAt} /> },
        {
          label: words("issuedBy"),
          value:
            held.personName === null ? (
              words("vendor")
            ) : (
              <a href={keysHref(siteId, `/list?personId=${held.issuedBy}`)}>{held.personName}</a>
            ),
        },
        ...(held.expiresAt === null ? [] : [{ label: say("endsAt"), value: <When at={held.expiresAt} /> }]),
        ...(held.endedAt === null ? [] : [{ label: words("endedAt"), value: <When at={held.endedAt} /> }]),
        { label: say("opens"), value: `${rightText(chrome.language, held)} ${say("forEver")}`, isWide: true },
      ]}
    />
  );
}

function Acts({ chrome, siteId, held, errors }: HeldProps & { errors: FormErrors }) {
  const say = pageSay(chrome.language);
  const isFile = held.delivery === "file";
  return (
    <>
      <Renewal chrome={chrome} siteId={siteId} held={held} />
      {!isFile && (
        <Section title={say("onlineKey")}>
          <p>{say("onlineShowText")}</p>
          <Form action={keyHref(siteId, held.id, "/secret")}>
            <SubmitButton>{say("onlineShow")}</SubmitButton>
          </Form>
          <p>
            <ActionLink href={keyHref(siteId, held.id, "/uses")}>{say("uses")}</ActionLink>
          </p>
        </Section>
      )}
      {isFile && held.kind === "permanent" && (
        <Section title={say("moveKeys")}>
          <p>{say("moveText")}</p>
          <ActionLink href={keysHref(siteId, `/move?keys=${held.id}`)}>{say("moveThis")}</ActionLink>
        </Section>
      )}
      <Section title={say("giveBack")}>
        <p>{say(isFile ? "giveBackText" : "giveBackOnline")}</p>
        <Form action={keyHref(siteId, held.id, "/return")} errors={errors}>
          {isFile && held.kind === "permanent" && held.quantity > 1 && (
            <Field
              name="quantity"
              type="number"
              inputMode="numeric"
              label={say("giveBackHowMany")}
              hint={say("giveBackHint", { quantity: held.quantity })}
              value={held.quantity}
            />
          )}
          <SubmitButton tone="danger">{say("giveBackNow")}</SubmitButton>
        </Form>
      </Section>
    </>
  );
}

/** The newer key that may take this one's place; or the rule by which there is none. */
function Renewal({ chrome, siteId, held }: HeldProps) {
  const say = pageSay(chrome.language);
  const { renewal } = held;
  if (renewal === null) return null;
  if (renewal.ok)
    return (
      <Section title={say("renewal")}>
        <p>{say("renewalText", { right: rightText(chrome.language, renewal.value) })}</p>
        <Form action={keyHref(siteId, held.id, "/renewal")}>
          <SubmitButton>{say("renewalGet")}</SubmitButton>
        </Form>
      </Section>
    );
  const { refusal } = renewal;
  if (refusal.reason === "nothing_to_renew") return null;
  const day = dayText(chrome.language, refusal.coveredThrough);
  const isFlag = refusal.reason === "no_renewal_keys";
  return (
    <Section title={say("renewal")}>
      <p>{say(isFlag ? "renewalNone" : "renewalOther", { product: held.productName, day })}</p>
    </Section>
  );
}

export type KeyColumn = Column<ShownKey>;

export function keyColumns(chrome: Chrome, siteId: string): KeyColumn[] {
  const words = keySay(chrome.language);
  const say = pageSay(chrome.language);
  return [
    {
      header: words("product"),
      sortKey: "product",
      cell: (key) => (
        <span>
          <a href={keyHref(siteId, key.id)}>{key.productName}</a>
          <small class="under">
            {rightText(chrome.language, key)}
            {key.renewal?.ok === true && (
              <>
                {" "}
                <Tag tone="info">{say("renewalTag")}</Tag>
              </>
            )}
          </small>
        </span>
      ),
    },
    { header: words("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    {
      header: words("host"),
      cell: ({ hostId: id, hostKind: kind, hostValue, hostName }) =>
        id === null || kind === null ? (
          words("delivery.online")
        ) : (
          <HostLine
            chrome={chrome}
            siteId={siteId}
            host={{ id, kind, value: hostValue ?? "", name: hostName ?? "" }}
          />
        ),
    },
    {
      header: words("state"),
      cell: ({ state, kind }) => (
        <span>
          <Tag tone={state === "issued" ? "ok" : "plain"}>{words(`state.${state}`)}</Tag>
          {kind === "emergency" && <small class="under">{say("emergency")}</small>}
        </span>
      ),
    },
    {
      header: words("order"),
      cell: ({ orderNumber }) => <a href={linesHref(siteId, orderNumber)}>{orderNumber}</a>,
      isNowrap: true,
    },
    { header: words("issuedAt"), sortKey: "issuedAt", cell: ({ issuedAt }) => <When at={issuedAt} /> },
    {
      header: words("issuedBy"),
      cell: ({ personName }) => (personName === null ? <Absent /> : <PersonName name={personName} />),
    },
  ];
}
