// Placement of the sixteen words and their categories in published vocabularies: our own coarse placement, for plots
// and export.
import type { Word } from "../../signal/feeling-vocabulary.ts";

/** −1 to 1 each. Never averaged over a diary: a placement is the neighbourhood of a word, not an amount. */
export interface Placement {
  valence: number;
  arousal: number;
  control: number;
}

/** The vocabularies used here, from the W3C note "Vocabularies for EmotionML". */
export type CategorySet = "everyday" | "occ" | "fsre" | "own";

export interface WordEntry extends Placement {
  set: CategorySet;
  category: string;
}

type Appraisal = readonly [valence: number, arousal: number, control: number];

const word = ([valence, arousal, control]: Appraisal, set: CategorySet, category: string): WordEntry => ({
  valence,
  arousal,
  control,
  set,
  category,
});

export const WORD_TABLE: Readonly<Record<Word, WordEntry>> = {
  delighted: word([0.9, 0.4, 0.4], "fsre", "joy"),
  grateful: word([0.6, -0.2, 0.3], "occ", "gratitude"),
  respected: word([0.6, -0.1, 0.6], "fsre", "pride"),
  relieved: word([0.5, -0.3, 0.2], "occ", "relief"),
  "in-control": word([0.6, 0, 0.8], "everyday", "confident"),
  "at-ease": word([0.6, -0.6, 0.5], "everyday", "relaxed"),
  interested: word([0.5, 0.1, 0.4], "everyday", "interested"),
  indifferent: word([-0.1, -0.5, 0], "everyday", "bored"),
  frustrated: word([-0.6, 0.3, -0.3], "fsre", "irritation"),
  angry: word([-0.8, 0.7, 0.1], "everyday", "angry"),
  disappointed: word([-0.6, -0.2, -0.2], "everyday", "disappointed"),
  worried: word([-0.5, 0.3, -0.4], "everyday", "worried"),
  confused: word([-0.3, 0, -0.4], "own", "confused"),
  ignored: word([-0.5, -0.3, -0.4], "own", "ignored"),
  misled: word([-0.7, 0.4, -0.3], "own", "misled"),
  trapped: word([-0.8, 0.2, -0.9], "own", "trapped"),
};
