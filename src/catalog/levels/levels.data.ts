/** Price levels (RSVP): list price, five that points reach, and two that only the vendor gives. Source: P-03. */
export const LEVELS = ["BL", "D", "E", "F", "G", "H", "GV", "ED"] as const;

export type Level = (typeof LEVELS)[number];
