// Sentence about the end of a company's reading. It never says "nothing was sent" about a company that has read.
import { moment } from "../../ui/formats.ts";
import { t } from "../../ui/messages.ts";

/** `until`: the end of its last reading; null if it never read. */
export const readingText = (company: string, until: string | null): string =>
  until === null ? t("nothing_seen") : t("read_until", { company, moment: moment(until) });
