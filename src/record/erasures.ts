// Work that waits for a page or a company while the user erases everything: it must store nothing afterwards.

let erasures = 0;

/** A mark of this moment, for work that waits for an answer before it stores something. */
export const erasureMark = (): number => erasures;

/** True if the record was erased since the mark was taken. */
export const isErasedSince = (mark: number): boolean => mark !== erasures;

/** Call it before and after the erasure. */
export const noteErasure = (): void => {
  erasures++;
};
