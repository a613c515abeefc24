// One email address, as it may stand in a mailto link.

export const EMAIL = /^[^\s@<>,;:?&"()]+@[^\s@<>,;:?&"()]+$/;
