/** One emergency: the file that was got, what happens next, and the question how it went on. */
import { timeZoneOf } from "../../../agreements/index.ts";
import { Empty } from "../../../web/empty.tsx";
import { Facts } from "../../../web/facts.tsx";
import { Form, SubmitButton } from "../../../web/form.tsx";
import { whenText } from "../../../web/locale/formats.ts";
import { Notice } from "../../../web/notice.tsx";
import { ActionLink, Columns, Page, Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../../web/table.tsx";
import { Tag } from "../../../web/tag.tsx";
import { Count, When } from "../../../web/values.tsx";
import { keySay } from "../../texts.ts";
import type { ReadRescue } from "../read.operations.ts";
import { rescueHref } from "../rules.ts";
import type { Rescue, RescuedKey } from "../store.ts";
import { type RescueSay, rescueSay } from "../texts.ts";

interface RescueProps {
  chrome: Chrome;
  siteId: string;
  read: ReadRescue;
  now: Date;
}

export function RescuePage({ chrome, siteId, read, now }: RescueProps) {
  const { language } = chrome;
  const say = rescueSay(language);
  const { rescue, file, country } = read;
  const timeZone = timeZoneOf(country);
  const { host, deadHost } = rescue;
  const isOver = Date.parse(rescue.expiresAt) <= now.getTime();
  const fileOf = (hostId: string) => `/v1/sites/${siteId}/hosts/${hostId}/license-file`;
  return (
    <Page
      chrome={chrome}
      title={say("oneTitle", { deadHost: deadHost.name })}
      back={{ href: rescueHref(siteId), label: say("title") }}
    >
      <State
        say={say}
        rescue={rescue}
        until={whenText(language, rescue.expiresAt, timeZone)}
        isOver={isOver}
      />
      {file !== undefined && (
        <p class="actions">
          <ActionLink href={fileOf(host.id)} isMain>
            {say("download")}: {file.fileName}
          </ActionLink>
        </p>
      )}
      {rescue.state === "open" && <Question say={say} rescue={rescue} />}
      <Section title={say("facts")}>
        <Facts
          items={[
            { label: say("deadHost"), value: <HostName language={language} host={deadHost} /> },
            { label: say("newHost"), value: <HostName language={language} host={host} /> },
            { label: say("takenAt"), value: <When at={rescue.takenAt} timeZone={timeZone} /> },
            { label: say("expiresAt"), value: <When at={rescue.expiresAt} timeZone={timeZone} /> },
            { label: say("reason"), value: rescue.reason, isWide: true },
          ]}
        />
      </Section>
      <Keys say={say} keys={rescue.keys} />
    </Page>
  );
}

interface StateProps {
  say: RescueSay;
  rescue: Rescue;
  until: string;
  isOver: boolean;
}

function State({
  say,
  rescue: {
    state,
    host: { name: host },
  },
  until,
  isOver,
}: StateProps) {
  if (state === "dead")
    return (
      <Notice tone="ok" title={say("settledDead", { host })} isNews>
        {say("settledDeadText", { host })}
      </Notice>
    );
  if (state === "back")
    return (
      <Notice tone="ok" title={say("settledBack")} isNews>
        {say("settledBackText", { host })}
      </Notice>
    );
  if (state === "replaced")
    return <Notice title={say("settledReplaced")}>{say("settledReplacedText")}</Notice>;
  return isOver ? (
    <Notice tone="warn" title={say("expired", { when: until })}>
      {say("askText")}
    </Notice>
  ) : (
    <Notice tone="ok" title={say("ready")} isNews>
      {say("readyText", { host, until })}
    </Notice>
  );
}

function Question({ say, rescue: { host, deadHost } }: { say: RescueSay; rescue: Rescue }) {
  const names = { host: host.name, deadHost: deadHost.name };
  return (
    <Section title={say("askTitle")}>
      <p>{say("askText")}</p>
      <Columns>
        <div>
          <h3>{say("isDead")}</h3>
          <p>{say("isDeadText", names)}</p>
          <Form hidden={{ outcome: "dead" }}>
            <SubmitButton>{say("isDeadButton", names)}</SubmitButton>
          </Form>
        </div>
        <div>
          <h3>{say("isBack")}</h3>
          <p>{say("isBackText", names)}</p>
          <Form hidden={{ outcome: "back" }}>
            <SubmitButton tone="plain">{say("isBackButton")}</SubmitButton>
          </Form>
        </div>
      </Columns>
    </Section>
  );
}

function HostName({ language, host }: { language: Chrome["language"]; host: Rescue["host"] }) {
  return (
    <>
      <bdi>{host.name}</bdi>{" "}
      <small class="under">
        {keySay(language)(`kind.${host.kind}`)} <span class="mono">{host.value}</span>
      </small>
    </>
  );
}

function Keys({ say, keys }: { say: RescueSay; keys: readonly RescuedKey[] }) {
  const columns: Column<RescuedKey>[] = [
    { header: say("product"), cell: ({ productName }) => productName },
    { header: say("order"), cell: ({ orderNumber }) => orderNumber, isNowrap: true },
    { header: say("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    {
      header: say("state"),
      cell: ({ isInForce }) => (
        <Tag tone={isInForce ? "warn" : "plain"}>{say(isInForce ? "inForce" : "over")}</Tag>
      ),
    },
  ];
  return (
    <Section title={say("keysTitle")}>
      <DataTable
        caption={say("keysTitle")}
        columns={columns}
        rows={keys}
        rowKey={({ keyId }) => keyId}
        empty={<Empty title={say("noHosts")} />}
      />
    </Section>
  );
}
