/**
 * What subscription and support gives, and what is left without it: the table of the customers' brochure, as data.
 *
 * Pure. Source: DOMAIN §5.2; without it the license itself remains (BR-66).
 */

/** How far a benefit goes; `around-the-clock` is 24 hours on 7 days. */
export type Extent = "no" | "yes" | "partly" | "around-the-clock" | "restricted" | "unrestricted";

export interface Benefit {
  readonly name: (typeof NAMES)[number];
  readonly without: Extent;
  readonly with: Extent;
}

const NAMES = [
  "licenseUse",
  "newVersions",
  "versionNotices",
  "designatedStaff",
  "severityOnePhone",
  "remotePhone",
  "electronicService",
  "supportSite",
] as const;

export const BENEFITS: readonly Benefit[] = [
  { name: "licenseUse", without: "yes", with: "yes" },
  { name: "newVersions", without: "no", with: "yes" },
  { name: "versionNotices", without: "no", with: "yes" },
  { name: "designatedStaff", without: "no", with: "partly" },
  { name: "severityOnePhone", without: "no", with: "around-the-clock" },
  { name: "remotePhone", without: "no", with: "yes" },
  { name: "electronicService", without: "no", with: "around-the-clock" },
  { name: "supportSite", without: "restricted", with: "unrestricted" },
];
