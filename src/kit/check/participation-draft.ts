// A participation file from the answers to a few questions.
import { CHANNELS, KINDS, SIGNAL_VERSION } from "../../signal/vocabulary.ts";

export interface DraftAnswers {
  name: string;
  /** "" for none. */
  sector: string;
  host: string;
  /** An email address; "" for none. */
  privacy: string;
  /** Separated by blanks or commas; "" is all. */
  kinds: string;
  channels: string;
}

/** The text of the file. The caller validates it. */
export function draftParticipation(answers: DraftAnswers, today: string): string {
  const { name, sector, host, privacy } = answers;
  const file = {
    cmr: SIGNAL_VERSION,
    lastUpdate: today,
    status: "testing",
    company: { name, ...(sector === "" ? {} : { sector }), ...(privacy === "" ? {} : { contact: { privacy } }) },
    hosts: [host],
    honours: {
      kinds: wordsIn(answers.kinds, KINDS),
      channels: wordsIn(answers.channels, CHANNELS),
      limits: true,
      windows: true,
    },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

const wordsIn = (typed: string, all: readonly string[]): readonly string[] => {
  const words = typed.split(/[\s,]+/).filter((word) => word !== "");
  return words.length === 0 ? all : words;
};
