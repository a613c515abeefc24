// Feature switch for sharing feelings: no sender exists yet, so no window offers it.

/** Hides the offer only; commands and rows work. Set to true with the sender. */
export const ARE_FEELINGS_DELIVERED: boolean = false;
