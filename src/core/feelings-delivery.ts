// Whether a feeling that is shared with a company also gets there. Until it does, no window offers to share one.

/** The commands and their rows stay as they are: what is out of sight is the offer. Set when the sender is built in. */
export const ARE_FEELINGS_DELIVERED: boolean = false;
