/** What the sites' and the desk's screens of transfers share: state, waits, lines, keys that are out, history. */
import { longSiteNumber } from "../../agreements/index.ts";
import type { HeldKeys } from "../../license-keys/index.ts";
import { Code } from "../../web/code.tsx";
import { Steps } from "../../web/steps.tsx";
import { type Column, DataTable } from "../../web/table.tsx";
import { Tag, type Tone } from "../../web/tag.tsx";
import { Absent, Count, When } from "../../web/values.tsx";
import type { Wait } from "../rules.ts";
import type { TransferSay } from "../texts.ts";
import type { State, Step } from "../transfer.data.ts";
import type { LineShown } from "./shown.documents.ts";

const TONES: Record<State, Tone> = {
  requested: "info",
  blocked: "warn",
  "support-case": "warn",
  ready: "info",
  transferred: "ok",
  cancelled: "plain",
  rejected: "bad",
};

export function StateTag({ say, state }: { say: TransferSay; state: State }) {
  return <Tag tone={TONES[state]}>{say(`state.${state}`)}</Tag>;
}

interface Numbers {
  readonly sourceNumber: string;
  readonly targetNumber: string;
}

export function waitText(say: TransferSay, wait: Wait, { sourceNumber, targetNumber }: Numbers): string {
  if (wait === "source-consent") return say("wait.source-consent", { number: longSiteNumber(sourceNumber) });
  if (wait === "target-consent") return say("wait.target-consent", { number: longSiteNumber(targetNumber) });
  return say(`wait.${wait}`);
}

/** How far it is; drawn as long as it is on its way or has arrived. */
export function Milestones({ say, at }: { say: TransferSay; at: number }) {
  const labels = [say("milestone.1"), say("milestone.2"), say("milestone.3"), say("milestone.4")];
  return <Steps labels={labels} current={at} />;
}

type Line = Omit<LineShown, "lineId">;

export function LinesTable({ say, lines }: { say: TransferSay; lines: readonly Line[] }) {
  const hasOrders = lines.some(({ orderNumber }) => orderNumber !== null);
  const order: Column<Line> = {
    header: say("order"),
    cell: ({ orderNumber, orderLine }) =>
      orderNumber === null ? <Absent /> : <Code>{`${orderNumber}/${orderLine}`}</Code>,
  };
  const columns: Column<Line>[] = [
    { header: say("product"), cell: ({ productName }) => productName },
    { header: say("part"), isNowrap: true, cell: ({ partNumber }) => <Code>{partNumber}</Code> },
    { header: say("quantity"), isNumeric: true, cell: ({ quantity }) => <Count value={quantity} /> },
    ...(hasOrders ? [order] : []),
    {
      header: say("becomes"),
      cell: ({ becomes }) => (becomes === null ? say("becomesUnknown") : <Code>{becomes}</Code>),
    },
  ];
  return (
    <DataTable
      caption={say("lines")}
      columns={columns}
      rows={lines}
      rowKey={({ place }) => String(place)}
      empty={say("noLines")}
    />
  );
}

interface HeldProps {
  readonly say: TransferSay;
  readonly held: readonly HeldKeys[];
  /** Where a key is returned; absent at the desk. */
  readonly hrefOf?: (keyId: string) => string;
}

export function HeldTable({ say, held, hrefOf }: HeldProps) {
  const hostOf = ({ hostName }: HeldKeys) => hostName ?? say("onlineUse");
  const columns: Column<HeldKeys>[] = [
    { header: say("host"), cell: (key) => <bdi>{hostOf(key)}</bdi> },
    {
      header: say("product"),
      cell: ({ productName, kind }) => (
        <>
          {productName} {kind === "emergency" && <Tag tone="warn">{say("emergencyKey")}</Tag>}
        </>
      ),
    },
    { header: say("quantity"), isNumeric: true, cell: ({ quantity }) => <Count value={quantity} /> },
    ...(hrefOf === undefined
      ? []
      : [
          {
            header: say("returnIt"),
            isHeaderHidden: true,
            cell: (key: HeldKeys) => (
              <a
                href={hrefOf(key.keyId)}
                aria-label={say("returnKey", { product: key.productName, host: hostOf(key) })}
              >
                {say("returnIt")}
              </a>
            ),
          },
        ]),
  ];
  return (
    <DataTable
      caption={say("heldTitle")}
      columns={columns}
      rows={held}
      rowKey={({ keyId }) => keyId}
      empty={say("milestone.2")}
    />
  );
}

export function StepsTable({ say, steps }: { say: TransferSay; steps: readonly Step[] }) {
  const columns: Column<Step>[] = [
    { header: say("happened"), cell: ({ step }) => say(`step.${step}`) },
    { header: say("when"), isNowrap: true, cell: ({ at }) => <When at={at} /> },
    {
      header: say("by"),
      cell: ({ by, side }) => (by === null || side === "vendor" ? say(`side.${side}`) : <bdi>{by}</bdi>),
    },
    {
      header: say("note"),
      cell: ({ note, ticket }) => (
        <>
          {note !== null && <bdi>{note}</bdi>} {ticket !== null && say("ticketShown", { ticket })}
          {note === null && ticket === null && <Absent />}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={say("history")}
      columns={columns}
      rows={steps}
      rowKey={({ place }) => String(place)}
      empty={say("none")}
    />
  );
}
