// Single-line text: a line break could begin another line of a letter, or another header of a mail.

/** U+2028 and U+2029 also break a line. */
const BREAKS = /[\p{Cc}\u2028\u2029]+/gu;

/** Replaces line breaks and other control characters with spaces. */
export const oneLine = (text: string): string => text.replace(BREAKS, " ");

export const isOneLine = (text: string): boolean => oneLine(text) === text;
