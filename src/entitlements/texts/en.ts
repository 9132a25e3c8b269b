/** The list of what a site owns. */
export const en = {
  title: "Entitlements",
  lead: "What this site may use, line by line. The licenses never end; subscription and support does, on the day shown.",
  search: "Search",
  productFilter: "Product",
  allProducts: "All products",
  statusFilter: "Coverage",
  all: "All",
  active: "Active",
  lapsed: "Lapsed",
  product: "Product",
  part: "Part number",
  quantity: "Quantity",
  order: "Order number",
  line: "Line",
  orderedOn: "Order date",
  coveredFrom: "Covered from",
  coveredThrough: "Covered through",
  status: "Coverage",
  statusActive: "Active",
  statusLapsed: "Lapsed",
  statusUpcoming: "Not yet begun",
  statusNone: "Not covered",
  none: "No entitlements yet",
  noneText: "A line appears here as soon as an order with a license is booked.",
  noneFound: "No entitlement matches",
  noneFoundText:
    "Search for part of a product name, a part number or an order number, or choose other filters.",
  showAll: "Show all entitlements",
} as const;

/** Every other language has these keys: one too few or too many does not compile. */
export type Texts = Readonly<Record<keyof typeof en, string>>;
