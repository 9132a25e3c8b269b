/** The first step of a move: from where, which keys, where to. */
import type { Values } from "../../../platform/http/forms.ts";
import { Empty } from "../../../web/empty.tsx";
import { LinkList } from "../../../web/facts.tsx";
import { Field, Form, SubmitButton } from "../../../web/form.tsx";
import type { FormErrors } from "../../../web/forms/errors.tsx";
import { listText } from "../../../web/locale/formats.ts";
import { Notice } from "../../../web/notice.tsx";
import { Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { Steps } from "../../../web/steps.tsx";
import { HOST_KINDS, type LicenseKey } from "../../key.data.ts";
import { type MoveSay, moveSay } from "../../moves/texts.ts";
import { HostFields } from "../fields.parts.tsx";
import { HostHelp } from "../getting/help.parts.tsx";
import { keysHref } from "../links.rules.ts";
import { KeyPage, KeyPlaces } from "../shared.parts.tsx";
import type { KeyRoom } from "../site.operations.ts";

export function MoveSteps({ say, current }: { say: MoveSay; current: number }) {
  return <Steps labels={[say("stepWhat"), say("stepCheck"), say("stepDone")]} current={current} />;
}

/** Which host is left, when the address names nothing. */
export function SourcePage({ chrome, room }: { chrome: Chrome; room: KeyRoom }) {
  const say = moveSay(chrome.language);
  const { site, hosts } = room;
  const used = hosts.filter(({ keys }) => keys > 0);
  return (
    <KeyPage chrome={chrome} site={site} title={say("title")} lead={say("lead")}>
      <KeyPlaces chrome={chrome} site={site} here="/move" />
      <Section title={say("fromWhich")}>
        {used.length === 0 ? (
          <Empty title={say("fromEmpty")} />
        ) : (
          <LinkList
            items={used.map(({ id, name, products, quantity }) => ({
              href: keysHref(site.siteId, `/move?from=${id}`),
              label: say("chooseHost", { host: name }),
              detail: listText(chrome.language, products),
              count: quantity,
            }))}
          />
        )}
      </Section>
    </KeyPage>
  );
}

interface ChooseProps {
  readonly chrome: Chrome;
  readonly room: KeyRoom;
  /** What can go, of the host that is left or of those that were named. */
  readonly keys: readonly LicenseKey[];
  readonly values: Values;
  readonly errors: FormErrors;
  readonly refusal: string | undefined;
}

export function ChooseMovePage({ chrome, room, keys, values, errors, refusal }: ChooseProps) {
  const say = moveSay(chrome.language);
  const { site } = room;
  const hostIds = new Set(keys.map(({ hostId }) => hostId));
  const targets = room.hosts.filter(({ id }) => hostIds.size !== 1 || !hostIds.has(id));
  const kinds = kindsFor(room, keys);
  return (
    <KeyPage
      chrome={chrome}
      site={site}
      title={say("title")}
      lead={say("lead")}
      back={{ href: keysHref(site.siteId, "/move"), label: say("fromWhich") }}
    >
      <MoveSteps say={say} current={1} />
      {refusal !== undefined && <Notice tone="bad" title={refusal} isNews />}
      {keys.length === 0 ? (
        <Empty title={say("problem.nothing_to_move")} />
      ) : (
        <Form
          action={keysHref(site.siteId, "/move")}
          method="get"
          hidden={{ step: "check", ...(values["from"] === undefined ? {} : { from: values["from"] }) }}
          errors={errors}
        >
          <fieldset>
            <legend>
              {say("keysToMoveOf", {
                host: listText(chrome.language, [...new Set(keys.map((key) => key.hostName ?? ""))]),
              })}
            </legend>
            {keys.map((key) => (
              <KeyField key={key.id} say={say} held={key} values={values} />
            ))}
          </fieldset>
          <HostFields chrome={chrome} hosts={targets} kinds={kinds} values={values} />
          <SubmitButton>{say("check")}</SubmitButton>
        </Form>
      )}
      {keys.length > 0 && <HostHelp chrome={chrome} kinds={kinds} />}
    </KeyPage>
  );
}

/** The kinds of host that all of the products take; every kind when they have none in common: the preview says why. */
function kindsFor({ schemes }: KeyRoom, keys: readonly LicenseKey[]) {
  const codes = new Set(keys.map(({ productCode }) => productCode));
  const used = schemes.filter(({ productCode }) => codes.has(productCode));
  const common = HOST_KINDS.filter((kind) => used.every(({ hostKinds }) => hostKinds.includes(kind)));
  return common.length === 0 ? HOST_KINDS : common;
}

/** Ticked at first; when the form comes back, as it was sent. */
function KeyField({ say, held, values }: { say: MoveSay; held: LicenseKey; values: Values }) {
  const { id, quantity, productName } = held;
  const isFirst = values["step"] !== "check" && values["keys"] === undefined;
  const chosen = (values["keys"] ?? "").split(",");
  return (
    <div>
      <div class="field check">
        <input
          id={`key-${id}`}
          type="checkbox"
          name="keys"
          value={id}
          checked={isFirst || chosen.includes(id)}
        />
        <label for={`key-${id}`}>{say("moveKey", { quantity, product: productName })}</label>
      </div>
      {quantity > 1 && (
        <Field
          name={`quantity-${id}`}
          type="number"
          inputMode="numeric"
          label={say("howManyOf", { product: productName })}
          required={false}
          value={values[`quantity-${id}`] ?? String(quantity)}
        />
      )}
    </div>
  );
}
