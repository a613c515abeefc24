// One email address, as a mailto link takes it.

export const EMAIL = /^[^\s@<>,;:?&"()]+@[^\s@<>,;:?&"()]+$/;
