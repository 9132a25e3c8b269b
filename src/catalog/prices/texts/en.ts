export const en = {
  title: "Price check",
  lead: "What your customers cannot order online because a price or a renewal part is missing today.",
  search: "Search",
  what: "What is missing",
  all: "Everything",
  "what.price": "Price",
  "what.renewal-part": "Renewal part",
  product: "Product",
  code: "Product code",
  part: "Part number",
  kind: "Kind",
  "kind.license": "License",
  "kind.renewal": "Renewal",
  currency: "Currency",
  level: "Level",
  programs: "Program",
  sites: "Sites concerned",
  none: "Nothing is missing",
  noneText:
    "Each part has a price in every currency and at every level that a site has, and each owned product a renewal part.",
  noneFound: "Nothing found",
  noneFoundText: "Search for part of a part number or a product’s name.",
  showAll: "Show all",
  note: "A reinstatement without a price of its own costs {percent} % of the license, so it is not listed. Send what is missing with a feed.",
} as const;

/** Every other language has these keys: one too few or too many does not compile. */
export type Texts = Readonly<Record<keyof typeof en, string>>;
