// Sentence on when a company's reading ended: never "nothing was sent" about a company that has read.
import { moment } from "../../ui/formats.ts";
import { t } from "../../ui/messages.ts";

/** `until`: the end of its last reading; null where it never read anything. */
export const readingText = (company: string, until: string | null): string =>
  until === null ? t("nothing_seen") : t("read_until", { company, moment: moment(until) });
