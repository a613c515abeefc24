// The switch for sharing feelings: a shared feeling does not reach its company yet, so no window offers to share one.

/** Hides only the offer: commands and rows are unaffected. True once the sender exists. */
export const ARE_FEELINGS_DELIVERED: boolean = false;
