// What is stored in place of a value to say none, though a less specific layer names one. No company is shown any of it.
export const NONE = "none";
