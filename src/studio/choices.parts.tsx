/** What is tried out: one choice for all lines, others for single ones. A plain form that leads to its own answer. */
import { Field, Form, SelectField, SubmitButton } from "../web/form.tsx";
import type { FormErrors } from "../web/forms/errors.tsx";
import { type Column, DataTable } from "../web/table.tsx";
import { Count, Day } from "../web/values.tsx";
import { commonFields, lineFields, RELEASED, type View } from "./address.rules.ts";
import { CHOICES, type Choice, HORIZONS, type LineChoice } from "./simulation/choices.data.ts";
import type { Ground, StudioLine } from "./simulation/ground.data.ts";
import type { StudioSay } from "./texts.ts";

interface ChoicesProps {
  say: StudioSay;
  siteId: string;
  ground: Ground;
  view: View;
  standard: Choice;
  /** Those that hold for single lines. */
  choices: readonly LineChoice[];
  /** Those of the scenario that is open: a line of it can be let go. */
  kept: readonly LineChoice[];
  /** The lines of this page. */
  lines: readonly StudioLine[];
}

/** What a script renews while a person chooses. */
export const LIVE = { coverage: "studio-coverage", outcome: "studio-outcome" } as const;

export function ChoicesForm(props: ChoicesProps) {
  const { say, siteId, view, standard, lines } = props;
  const shown = new Set(lines.map(({ lineId }) => lineId));
  const { scenario } = commonFields(view);
  const hidden = {
    ...(scenario === undefined ? {} : { scenario }),
    ...(view.page > 1 ? { page: String(view.page) } : {}),
    ...lineFields(view, shown),
  };
  return (
    <Form
      method="get"
      action={`/sites/${siteId}/studio`}
      hidden={hidden}
      errors={errorsOf(say, view)}
      data={{ "data-live": `${LIVE.coverage} ${LIVE.outcome}` }}
    >
      <div class="settings">
        <SelectField
          name="all"
          label={say("allLines")}
          value={standard.choice}
          options={choiceOptions(say)}
        />
        {fieldsOf(props).map((field) => (
          <Field key={field.name} {...field} required={false} />
        ))}
        <SelectField
          name="horizon"
          label={say("horizon")}
          value={String(view.horizonMonths)}
          options={HORIZONS.map((months) => ({ value: String(months), label: say("months", { months }) }))}
        />
      </div>
      <DataTable
        caption={say("whatIf")}
        columns={columnsOf(props)}
        rows={lines}
        rowKey={({ lineId }) => lineId}
        empty={null}
      />
      <p class="actions">
        <SubmitButton>{say("calculate")}</SubmitButton>
        <a href={`/sites/${siteId}/studio`}>{say("startAgain")}</a>
      </p>
    </Form>
  );
}

/** Those that may stay empty. */
function fieldsOf({ say, ground, view, standard }: ChoicesProps) {
  const allOn = { label: say("allLinesOn"), hint: say("allLinesOnHint"), value: standard.on };
  const change = { label: say("priceChange"), hint: say("priceChangeHint"), value: view.priceChangePercent };
  const on = { label: say("decisionOn"), value: view.on ?? ground.today };
  return [
    { name: "allOn", type: "date", ...allOn },
    { name: "change", type: "number", ...change },
    { name: "on", type: "date", ...on },
  ] as const;
}

function errorsOf(say: StudioSay, { faults }: View): FormErrors {
  return {
    allOn: faults.includes("allOn") ? say("fault.on") : undefined,
    on: faults.includes("on") ? say("fault.on") : undefined,
    change: faults.includes("change") ? say("fault.change") : undefined,
  };
}

/** For all lines, every choice but the number of licenses, which is of one line. */
function choiceOptions(say: StudioSay) {
  return CHOICES.filter((choice) => choice !== "quantity").map((value) => ({
    value,
    label: say(`choice.${value}`),
  }));
}

function columnsOf({ say, siteId, choices, kept }: ChoicesProps): Column<StudioLine>[] {
  const chosen = new Map(choices.map((choice) => [choice.lineId, choice]));
  const held = new Set(kept.map(({ lineId }) => lineId));
  return [
    { header: say("line"), cell: (line) => <LineName line={line} siteId={siteId} /> },
    { header: say("licenses"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    { header: say("coveredThrough"), cell: ({ coveredThrough }) => <Day date={coveredThrough} /> },
    {
      header: say("choice"),
      cell: (line) => (
        <ChoiceSelect say={say} line={line} value={chosen.get(line.lineId)} isHeld={held.has(line.lineId)} />
      ),
    },
    {
      header: say("day"),
      cell: (line) => (
        <input
          type="date"
          name={`d.${line.lineId}`}
          value={chosen.get(line.lineId)?.on ?? ""}
          aria-label={say("dayFor", { line: nameOf(line) })}
        />
      ),
    },
    {
      header: say("number"),
      cell: (line) => (
        <input
          type="number"
          name={`n.${line.lineId}`}
          min="1"
          max="100000"
          placeholder={String(line.quantity)}
          value={chosen.get(line.lineId)?.quantity ?? ""}
          aria-label={say("numberFor", { line: nameOf(line) })}
        />
      ),
    },
  ];
}

interface SelectProps {
  say: StudioSay;
  line: StudioLine;
  value: LineChoice | undefined;
  isHeld: boolean;
}

function ChoiceSelect({ say, line, value, isHeld }: SelectProps) {
  return (
    <select name={`c.${line.lineId}`} aria-label={say("choiceFor", { line: nameOf(line) })}>
      <option value={isHeld ? RELEASED : ""}>{say("asAllLines")}</option>
      {CHOICES.map((choice) => (
        <option key={choice} value={choice} selected={choice === value?.choice}>
          {say(`choice.${choice}`)}
        </option>
      ))}
    </select>
  );
}

export function LineName({ line, siteId }: { line: StudioLine; siteId: string }) {
  return (
    <>
      <a href={`/sites/${siteId}/entitlements/${line.lineId}`}>{line.productName}</a>{" "}
      <small class="below nowrap">
        {line.partNumber} · {line.orderNumber}/{line.orderLine}
      </small>
    </>
  );
}

export function nameOf({ productName, orderNumber, orderLine }: StudioLine): string {
  return `${productName} ${orderNumber}/${orderLine}`;
}
