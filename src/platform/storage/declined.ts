// Offers that the user declined for good on this device, in localStorage, which only our windows read.

const keyOf = (offer: "sync"): string => `declined ${offer}`;

export const isDeclined = (offer: "sync"): boolean => localStorage.getItem(keyOf(offer)) !== null;

export const decline = (offer: "sync"): void => localStorage.setItem(keyOf(offer), "yes");
