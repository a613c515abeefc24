// The switch for sharing feelings: a shared feeling does not reach its company yet, so no window offers to share one.

/** The commands and their rows stay as they are: what is out of sight is the offer. Set when the sender is built in. */
export const ARE_FEELINGS_DELIVERED: boolean = false;
