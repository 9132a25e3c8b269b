/** An order's details as its pages carry them: in the address, in the form, and with what is wrong in words. */
import { z } from "zod";
import { parsed } from "../../platform/http/errors.ts";
import { formOf, pick, type Values } from "../../platform/http/forms.ts";
import type { Language } from "../../platform/language.ts";
import { Problem } from "../../platform/problem.ts";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { detailFaultText } from "./details.documents.tsx";
import { type OrderDetails, orderDetails } from "./details.rules.ts";

const Details = z.object(orderDetails);

/** What the address of an order's page may say. */
export const EnteredDetails = z.object({
  step: z.literal("review").optional().catch(undefined),
  purchaseOrderNumber: z.string().max(200).optional().catch(undefined),
  channel: z.string().max(20).optional().catch(undefined),
});

/** The details among what was sent or stands in an address. */
export function enteredDetails(form: unknown): Values {
  return pick(formOf(form), Object.keys(orderDetails));
}

/** To be looked at once more; or what is wrong with them. */
export function checkedDetails(values: Values): { review: OrderDetails } | { problem: Problem } {
  try {
    return { review: parsed(Details, values) };
  } catch (error) {
    if (error instanceof Problem) return { problem: error };
    throw error;
  }
}

/** By field; none without a problem. */
export function detailErrors(language: Language, problem: Problem | undefined): FormErrors {
  const { fields = {} } = (problem?.facts ?? {}) as { fields?: Readonly<Record<string, readonly string[]>> };
  const told = Object.entries(fields).map(([name, codes]) => [
    name,
    detailFaultText(language, codes[0] ?? ""),
  ]);
  return Object.fromEntries(told);
}
