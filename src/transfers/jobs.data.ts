/** Work of transfers that happens after the answer. */

/** Finds the site of a number that was asked for, and tells both primary contacts. */
export const ROUTE = "transfers.route";
/** Tells people of the state that transfers have come to. */
export const FOLLOW = "transfers.follow";
