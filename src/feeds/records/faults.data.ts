/** What can be wrong with a feed, and what is odd about one that can be applied. Each code has a text in `texts/`. */
import type { TextFault } from "../../platform/json-lines/json.ts";
import type { ShapeFault } from "../../platform/shapes.ts";

/** Of a line, before it is known what it is. */
export type LineFault =
  | TextFault
  | "line_too_long"
  | "wrong_encoding"
  | "unknown_type"
  | "no_records"
  | "malformed_csv"
  | "column_missing"
  | "column_twice"
  | "too_many_cells";

/** Of one record by itself. */
export type RecordFault =
  | ShapeFault
  | "duplicate_line"
  | "duplicate_file"
  | "price_needs_currency"
  | "agreement_not_allowed"
  | "kind_not_sold_apart"
  | "product_replaces_itself"
  | "part_migrates_to_itself"
  | "renews_required"
  | "renews_not_allowed";

/** Found where records meet each other and what is stored. */
export type MeetingFault =
  | "duplicate_record"
  | "revision_conflict"
  | "order_site_fixed"
  | "program_fixed"
  | "part_ordered_already"
  | "license_below_renewal"
  | "reinstatement_not_between"
  | "unknown_customer"
  | "unknown_agreement"
  | "unknown_product"
  | "unknown_version"
  | "unknown_part"
  | "unknown_site"
  | "unknown_renewed_line"
  | "renewed_elsewhere"
  | "renewed_line_moved"
  | "renewed_no_license"
  | "renewed_other_product"
  | "line_still_renewed"
  | "still_covered"
  | "extended_before_license";

export type Warning =
  | "letter_contradicts_kind"
  | "part_not_offered"
  | "renewed_after_lapse"
  | "renewed_quantity_differs"
  | "line_moved";

export type FaultCode = LineFault | RecordFault | MeetingFault | Warning;
