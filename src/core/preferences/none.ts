// The stored value for an explicit "none", which overrides a less specific layer. No company reads it.
export const NONE = "none";
