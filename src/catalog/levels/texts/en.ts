export const en = {
  title: "Price level",
  lead: "What this site pays depends on its level. This page says which one holds and why.",
  now: "Level now",
  "level.BL": "BL (list price)",
  "level.D": "D",
  "level.E": "E",
  "level.F": "F",
  "level.G": "G",
  "level.H": "H",
  "level.GV": "GV (government)",
  "level.ED": "ED (academic)",
  since: "Since",
  sinceEver: "From the beginning",
  agreement: "Agreement",
  currency: "Currency",
  term: "Running term",
  points: "Points of this term",
  missing: "Missing to level {level}",
  top: "The highest level is reached.",
  resetsOn: "Next anniversary",
  earned: "Level these points earn from then on",
  listExpress:
    "Under Express each purchase stands for itself, without an agreement: the list price (level BL) always holds. Passport Advantage has levels by volume.",
  listNoAgreement: "This site belongs to no agreement: the list price (level BL) holds.",
  howFeed:
    "The vendor sets the level of your agreement. It holds for all its sites. The points show what your orders would reach; ask {email} when the two differ.",
  howPoints:
    "All sites of the agreement count together, and renewals count too. Within a term the level rises as soon as its points reach the next one; at the anniversary it becomes what the term before earned.",
  howSpecial: "This level is granted by the vendor. Points do not change it.",
  howOrder: "A single order whose own points reach a better level gets that level for itself.",
  howDeferred:
    "A renewal that is deferred past the anniversary costs what the level and the price list of the day of the order say.",
  ladder: "Points for each level",
  level: "Level",
  from: "From points",
  history: "Levels so far",
  validFrom: "Valid from",
  why: "Set by",
  "source.feed": "The vendor",
  "source.points": "Points",
  none: "No level was ever set",
} as const;

/** Every other language has these keys: one too few or too many does not compile. */
export type Texts = Readonly<Record<keyof typeof en, string>>;
