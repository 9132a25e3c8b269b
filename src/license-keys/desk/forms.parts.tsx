/** What licence support does for a site: each with the ticket that the site will see. */
import { Field, Form, SelectField, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { HOST_KINDS, type KeyPool, type LicenseKey } from "../key.data.ts";
import { keySay } from "../texts.ts";
import { DESK_PATH } from "./desk.parts.tsx";
import { type DeskSay, deskSay } from "./texts.ts";

export interface Wrong {
  readonly what: "issued" | "returned";
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FormErrors;
}

interface FormProps {
  chrome: Chrome;
  siteId: string;
  wrong: Wrong | null;
}

/** What was sent with this form, when it could not be done. */
function sent(wrong: Wrong | null, what: Wrong["what"]): Pick<Wrong, "values" | "errors"> {
  return wrong?.what === what ? wrong : { values: {}, errors: {} };
}

export function IssueForm({
  chrome: { language },
  siteId,
  pools,
  wrong,
}: FormProps & { pools: readonly KeyPool[] }) {
  const say = deskSay(language);
  const words = keySay(language);
  const { values, errors } = sent(wrong, "issued");
  const open = pools.filter(({ available }) => available > 0);
  if (open.length === 0) return <p>{say("nothingLeft")}</p>;
  return (
    <Form action={`${DESK_PATH}/${siteId}/keys`} errors={errors}>
      <SelectField
        name="lineId"
        label={say("issueLine")}
        value={values["lineId"]}
        options={open.map(({ lineId, productName: product, orderNumber: order, orderLine, available }) => ({
          value: lineId,
          label: say("lineOption", { product, order, line: String(orderLine), available: String(available) }),
        }))}
      />
      <Field name="quantity" label={say("quantity")} type="number" value={values["quantity"] ?? "1"} />
      <SelectField
        name="kind"
        label={say("hostKind")}
        value={values["kind"] ?? "ethernet"}
        options={HOST_KINDS.map((kind) => ({ value: kind, label: words(`kind.${kind}`) }))}
      />
      <Field name="value" label={say("hostValue")} value={values["value"]} isCode maxLength={600} />
      <Field
        name="name"
        label={say("hostName")}
        hint={say("hostNameHint")}
        value={values["name"]}
        required={false}
        maxLength={80}
      />
      <TicketField say={say} name="ticket" value={values["ticket"]} />
      <div class="actions">
        <SubmitButton>{say("issue")}</SubmitButton>
      </div>
    </Form>
  );
}

export function ReturnForm({
  chrome: { language },
  siteId,
  keys,
  wrong,
}: FormProps & { keys: readonly LicenseKey[] }) {
  const say = deskSay(language);
  const { values, errors } = sent(wrong, "returned");
  const online = keySay(language)("delivery.online");
  return (
    <Form action={`${DESK_PATH}/${siteId}/returns`} errors={errors}>
      <SelectField
        name="keyId"
        label={say("returnKey")}
        value={values["keyId"]}
        options={keys.map(({ id, quantity, productName: product, hostName }) => ({
          value: id,
          label: say("keyOption", { quantity: String(quantity), product, host: hostName ?? online }),
        }))}
      />
      <Field
        name="returnQuantity"
        label={say("returnQuantity")}
        hint={say("returnQuantityHint")}
        type="number"
        value={values["returnQuantity"]}
        required={false}
      />
      <TicketField say={say} name="returnTicket" value={values["returnTicket"]} />
      <div class="actions">
        <SubmitButton tone="plain">{say("giveBack")}</SubmitButton>
      </div>
    </Form>
  );
}

function TicketField({ say, name, value }: { say: DeskSay; name: string; value: string | undefined }) {
  return <Field name={name} label={say("ticket")} hint={say("ticketHint")} value={value} maxLength={40} />;
}
