/** The fields of an order's details, as the forms of whoever orders show them. */
import type { SiteFacts } from "../../agreements/index.ts";
import type { Language } from "../../platform/language.ts";
import { Field, SelectField } from "../../web/form.tsx";
import { reinstatementSay } from "../texts.ts";
import { type Channel, channelsOf, type OrderDetails } from "./details.rules.ts";

interface FieldsProps {
  language: Language;
  site: SiteFacts;
  values: { readonly purchaseOrderNumber?: string | null; readonly channel?: string | undefined };
}

export function OrderDetailFields({ language, site, values }: FieldsProps) {
  const say = reinstatementSay(language);
  const options = channelsOf(site).map((channel) => ({
    value: channel,
    label: channelText(language, site, channel),
  }));
  return (
    <>
      <Field
        name="purchaseOrderNumber"
        label={say("purchaseOrder")}
        hint={say("purchaseOrderHint")}
        value={values.purchaseOrderNumber}
        maxLength={40}
        required={false}
        isCode
      />
      <SelectField
        name="channel"
        label={say("channel")}
        options={options}
        value={values.channel ?? "online"}
      />
    </>
  );
}

export function channelText(language: Language, site: SiteFacts, channel: Channel): string {
  const say = reinstatementSay(language);
  if (channel !== "partner") return say(`channel.${channel}`);
  return say("channel.partner", { reseller: site.reseller?.name ?? "" });
}

/** The same as facts, to be looked at before the order. */
export function orderDetailFacts(language: Language, site: SiteFacts, details: OrderDetails) {
  const say = reinstatementSay(language);
  return [
    {
      label: say("purchaseOrder"),
      value: <bdi>{details.purchaseOrderNumber ?? say("noPurchaseOrder")}</bdi>,
    },
    { label: say("channel"), value: <bdi>{channelText(language, site, details.channel)}</bdi> },
  ];
}

const FAULTS = [
  "required",
  "purchase_order_too_long",
  "text_not_allowed",
  "channel_unknown",
  "no_reseller",
] as const;

/** A fault of a field in words; of one that is not known: that something has to be entered. */
export function detailFaultText(language: Language, code: string): string {
  const known = FAULTS.find((each) => each === code) ?? "required";
  return reinstatementSay(language)(`fault.${known}`);
}
