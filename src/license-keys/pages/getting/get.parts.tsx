/** The page on which keys are got: which line, how many, where to. */

import type { Values } from "../../../platform/http/forms.ts";
import { Empty } from "../../../web/empty.tsx";
import { CheckboxField, Field, Form, SelectField, SubmitButton } from "../../../web/form.tsx";
import type { FormErrors } from "../../../web/forms/errors.tsx";
import { dayText } from "../../../web/locale/formats.ts";
import { Notice } from "../../../web/notice.tsx";
import { ActionLink } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { Steps } from "../../../web/steps.tsx";
import { deliveriesOf } from "../../issue/rules.ts";
import type { KeyPool, KeyScheme } from "../../key.data.ts";
import { keySay } from "../../texts.ts";
import { HostFields } from "../fields.parts.tsx";
import { keysHref } from "../links.rules.ts";
import { KeyPage } from "../shared.parts.tsx";
import type { KeyRoom } from "../site.operations.ts";
import { type PageSay, pageSay } from "../texts.ts";
import { HostHelp } from "./help.parts.tsx";

export function GetSteps({ say, current }: { say: PageSay; current: number }) {
  return <Steps labels={[say("stepWhat"), say("stepCheck"), say("stepInstall")]} current={current} />;
}

interface GetProps {
  readonly chrome: Chrome;
  readonly room: KeyRoom;
  readonly line: KeyPool;
  readonly scheme: KeyScheme;
  /** Of a version-based product that its line opens, the newest first. */
  readonly versions: readonly string[];
  readonly values: Values;
  readonly errors: FormErrors;
  readonly refusal?: string | undefined;
}

export function GetPage(props: GetProps) {
  const { chrome, room, line, scheme, errors, refusal } = props;
  const { siteId } = room.site;
  const say = pageSay(chrome.language);
  return (
    <KeyPage
      chrome={chrome}
      site={room.site}
      title={say("getTitle", { product: line.productName })}
      back={{ href: keysHref(siteId), label: say("title") }}
    >
      <GetSteps say={say} current={1} />
      {refusal !== undefined && <Notice tone="bad" title={refusal} isNews />}
      <p>{countText(props)}</p>
      <Form
        action={keysHref(siteId, "/get")}
        method="get"
        hidden={{ lineId: line.lineId, step: "check" }}
        errors={errors}
      >
        <WhatFields {...props} />
        {scheme.hasFiles && (
          <HostFields chrome={chrome} hosts={room.hosts} kinds={scheme.hostKinds} values={props.values} />
        )}
        {scheme.hasFiles && (
          <CheckboxField
            name="mailMe"
            label={say("mailMe")}
            hint={say("mailMeHint")}
            checked={props.values["mailMe"] === "on"}
          />
        )}
        <SubmitButton>{say("check")}</SubmitButton>
      </Form>
      {scheme.hasFiles && <HostHelp chrome={chrome} kinds={scheme.hostKinds} />}
    </KeyPage>
  );
}

/** How what can be got came about, and what it opens. */
function countText({ chrome: { language }, line }: GetProps): string {
  const say = pageSay(language);
  const { orderNumber, orderLine, quantity, issued, available, coveredThrough } = line;
  const day = coveredThrough === null ? "–" : dayText(language, coveredThrough);
  return say("getCount", { order: orderNumber, line: String(orderLine), quantity, issued, available, day });
}

function WhatFields({ chrome, line, scheme, versions, values }: GetProps) {
  const [say, words] = [pageSay(chrome.language), keySay(chrome.language)];
  const deliveries = deliveriesOf(scheme);
  return (
    <>
      <Field
        name="quantity"
        type="number"
        inputMode="numeric"
        label={words("quantity")}
        hint={say("quantityHint", { available: line.available })}
        value={values["quantity"] ?? "1"}
      />
      {deliveries.length > 1 && (
        <SelectField
          name="delivery"
          label={words("delivery")}
          hint={say("deliveryHint")}
          value={values["delivery"] ?? deliveries[0]}
          options={deliveries.map((value) => ({ value, label: words(`delivery.${value}`) }))}
        />
      )}
      {scheme.locks.length > 1 && (
        <SelectField
          name="lock"
          label={words("lock")}
          hint={say("lockHint")}
          value={values["lock"] ?? scheme.locks[0]}
          options={scheme.locks.map((value) => ({ value, label: words(`lock.${value}`) }))}
        />
      )}
      {versions.length > 0 && (
        <SelectField
          name="version"
          label={words("opensVersion")}
          hint={say("versionHint")}
          value={values["version"] ?? versions[0]}
          options={versions.map((value) => ({ value, label: value }))}
        />
      )}
    </>
  );
}

/** Which line, when the address names none, or one of which there is nothing to get. */
export function ChooseLinePage({
  chrome,
  room,
  told,
}: {
  chrome: Chrome;
  room: KeyRoom;
  told?: string | undefined;
}) {
  const say = pageSay(chrome.language);
  const { siteId } = room.site;
  const lines = room.pools.filter(
    ({ available, coveredThrough }) => available > 0 && coveredThrough !== null,
  );
  return (
    <KeyPage
      chrome={chrome}
      site={room.site}
      title={say("get")}
      back={{ href: keysHref(siteId), label: say("title") }}
    >
      {told !== undefined && <Notice tone="bad" title={told} isNews />}
      {lines.length === 0 ? (
        <Empty title={say("nothingLeft")}>{say("nothingLeftText")}</Empty>
      ) : (
        <Form action={keysHref(siteId, "/get")} method="get">
          <SelectField
            name="lineId"
            label={say("whichLine")}
            options={lines.map(({ lineId, productName, orderNumber, orderLine, available }) => ({
              value: lineId,
              label: say("lineChoice", {
                product: productName,
                order: orderNumber,
                line: String(orderLine),
                available,
              }),
            }))}
          />
          <SubmitButton>{say("goOn")}</SubmitButton>
        </Form>
      )}
      <p>
        <ActionLink href={keysHref(siteId, "/list")}>{say("allKeys")}</ActionLink>
      </p>
    </KeyPage>
  );
}
