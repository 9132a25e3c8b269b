/** The screen of a site's transfers, and the form that asks for one. */
import { longSiteNumber } from "../../agreements/index.ts";
import type { Listed } from "../../platform/http/lists.ts";
import { Empty } from "../../web/empty.tsx";
import { FilterBar, withQuery } from "../../web/filter.tsx";
import { CheckboxField, Field, Form, SubmitButton, TextAreaField } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { When } from "../../web/values.tsx";
import { transfersHref } from "../rules.ts";
import { type TransferSay, transferSay } from "../texts.ts";
import type { MovableLine } from "../transfer.data.ts";
import type { TransferInList } from "./shown.documents.ts";
import { StateTag, waitText } from "./shown.parts.tsx";

interface ListProps {
  readonly chrome: Chrome;
  readonly siteId: string;
  readonly page: Listed<TransferInList> & { readonly mayRequest: boolean };
  readonly after: string | undefined;
}

export function TransfersPage({ chrome, siteId, page, after }: ListProps) {
  const say = transferSay(chrome.language);
  const { items, next, mayRequest } = page;
  const path = transfersHref(siteId);
  const action = { href: transfersHref(siteId, "/new"), label: say("request") };
  return (
    <Page
      chrome={chrome}
      title={say("title")}
      lead={say("lead")}
      actions={mayRequest && items.length > 0 && <ActionLink href={action.href}>{action.label}</ActionLink>}
    >
      <DataTable
        caption={say("title")}
        columns={columnsOf(say, siteId)}
        rows={items}
        rowKey={({ id }) => id}
        empty={
          <Empty title={say("none")} {...(mayRequest ? { action } : {})}>
            {say("noneText")}
          </Empty>
        }
      />
      {items.length > 0 && (
        <CursorPager
          shown={items.length}
          first={after === undefined ? undefined : path}
          next={next === null ? undefined : withQuery(path, { after: next })}
        />
      )}
    </Page>
  );
}

function columnsOf(say: TransferSay, siteId: string): Column<TransferInList>[] {
  return [
    {
      header: say("what"),
      cell: ({ id, lines }) => (
        <a href={transfersHref(siteId, `/${id}`)}>
          {lines.map(({ productName, quantity }) => `${productName} × ${quantity}`).join(", ")}
        </a>
      ),
    },
    {
      header: say("way"),
      cell: ({ side, source, target }) =>
        side === "source"
          ? say("toSite", { number: longSiteNumber(target.number) })
          : say("fromSite", { number: longSiteNumber(source.number) }),
    },
    { header: say("stateLabel"), cell: ({ state }) => <StateTag say={say} state={state} /> },
    {
      header: say("waitsLabel"),
      cell: ({ waits, source, target }) => (
        <ul class="plain">
          {waits.map((wait) => (
            <li key={wait}>
              {waitText(say, wait, { sourceNumber: source.number, targetNumber: target.number })}
            </li>
          ))}
        </ul>
      ),
    },
    { header: say("requestedAt"), isNowrap: true, cell: ({ requestedAt }) => <When at={requestedAt} /> },
  ];
}

interface FormProps {
  readonly chrome: Chrome;
  readonly siteId: string;
  readonly lines: readonly MovableLine[];
  readonly q: string;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FormErrors;
}

const MOST_SHOWN = 100;

export function RequestPage({ chrome, siteId, lines, q, values, errors }: FormProps) {
  const say = transferSay(chrome.language);
  const path = transfersHref(siteId, "/new");
  const shown = lines.slice(0, MOST_SHOWN);
  return (
    <Page
      chrome={chrome}
      title={say("request")}
      lead={say("formLead")}
      back={{ href: transfersHref(siteId), label: say("title") }}
    >
      <Section title={say("formHow")}>
        <ol>
          <li>{say("how1")}</li>
          <li>{say("how2")}</li>
          <li>{say("how3")}</li>
        </ol>
      </Section>
      <FilterBar action={path} search={{ name: "q", label: say("search"), value: q }} isFiltered={q !== ""} />
      {shown.length === 0 ? (
        <Empty title={say("noLines")}>{say("noLinesText")}</Empty>
      ) : (
        <Form action={path} errors={errors}>
          <fieldset id="field-lineIds">
            <legend>{say("chooseLines")}</legend>
            {shown.map((line) => (
              <Choice
                key={line.id}
                say={say}
                line={line}
                isChosen={values[`line.${line.id}`] !== undefined}
              />
            ))}
          </fieldset>
          {lines.length > MOST_SHOWN && <Notice>{say("moreLines", { count: MOST_SHOWN })}</Notice>}
          <Field
            name="targetSiteNumber"
            label={say("targetNumber")}
            hint={say("targetNumberHint")}
            value={values["targetSiteNumber"]}
            isCode
            inputMode="numeric"
            maxLength={40}
            autocomplete="off"
          />
          <TextAreaField name="reason" label={say("reason")} value={values["reason"]} maxLength={1000} />
          <SubmitButton>{say("send")}</SubmitButton>
        </Form>
      )}
    </Page>
  );
}

function Choice({ say, line, isChosen }: { say: TransferSay; line: MovableLine; isChosen: boolean }) {
  const {
    id,
    productName,
    partNumber: part,
    orderNumber: order,
    orderLine,
    quantity,
    issued,
    isMoving,
  } = line;
  const hint = say("lineHint", { part, order, line: orderLine, quantity, issued });
  if (isMoving)
    return (
      <p>
        {productName} <Tag tone="info">{say("lineMoving")}</Tag> <small>{hint}</small>
      </p>
    );
  return <CheckboxField name={`line.${id}`} label={productName} hint={hint} checked={isChosen} />;
}
