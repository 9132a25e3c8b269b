/** Orders that are placed in the portal: why one cannot be, and the mails that confirm one. */
export const en = {
  "problem.part_not_for_sale":
    "Part {part} is not sold as what it was ordered as. Subscription and support is one offering: it is renewed or reinstated by its own part.",
  "problem.quantity_of_whole_line":
    "Line {line} of order {order} is renewed or reinstated as a whole: {quantity} units. Order exactly that many.",
  "problem.nothing_to_order": "There is nothing to order. Choose at least one line.",
  "problem.amount_too_large":
    "The amount would be larger than the portal can state exactly, so it takes no such order. Order fewer units, or ask the sales desk for an offer: {sales}.",
  "problem.no_partner_on_record":
    "No reseller with an e-mail address is on record for this site. Order online or from the vendor instead.",
  subject: "Order {number} for site {siteNumber}",
  "to.buyer": "Thank you. Your order was placed. You can follow it in the order history.",
  "to.partner": "{customer} has ordered through you in the portal. Please process this order.",
  "to.sales": "{customer} has ordered from the vendor in the portal. Please process this order.",
  "to.renewal": "Subscription and support was renewed automatically, as is agreed for your country.",
  order: "Order number",
  purchaseOrder: "Your purchase-order number",
  purchaseOrderOf: "The customer’s purchase-order number",
  orderedOn: "Order date",
  placedBy: "Ordered by",
  customer: "Customer",
  customerNumber: "Customer number",
  site: "Site",
  agreement: "Agreement number",
  quote: "Renewal quote",
  quoteVersion: "{number}, version {version}",
  level: "Price level",
  channel: "Channel",
  "channel.online": "Online",
  "channel.partner": "Through the reseller",
  "channel.vendor": "From the vendor",
  "channel.automatic": "Automatically",
  total: "Total (excl. tax)",
  "kind.license": "License",
  "kind.renewal": "Renewal",
  "kind.reinstatement": "Reinstatement",
  line: "{kind}: {product}, {part}, {reckoning} = {amount}. Covered {from} – {through}.",
  wholeYear: "{quantity} × {price}",
  months: "{quantity} × {price} × {months}/12",
  more: "And more lines: {count}. The order has them all.",
  open: "Open the order",
  proof:
    "The proof of entitlement follows by separate mail to the contact for proofs, else to the primary contact.",
  help: "Questions? {sales}",
} as const;

/** Every other language has these keys: one too few or too many does not compile. */
export type Texts = Readonly<Record<keyof typeof en, string>>;
