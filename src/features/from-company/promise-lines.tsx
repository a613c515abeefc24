// The text of a company's promise line by line, and the lines in which two texts differ.
import { lineDifference, visibleLines } from "../../core/text/line-difference.ts";
import type { KeptPromise } from "../../core/timeline/promise-text.ts";
import { displayText } from "../../signal/display-text.ts";
import { moment } from "../../ui/formats.ts";
import { t } from "../../ui/messages.ts";

const MOST_CHARACTERS = 4000;
const shown = (line: string): string => displayText(line, MOST_CHARACTERS);

export const PromiseLines = ({ text }: { text: string }) => (
  <div class="stack tight" data-testid="promise-text">
    {visibleLines(text).map((line, index) => (
      <p key={index}>{shown(line)}</p>
    ))}
  </div>
);

export function PromiseChanges({ before, after }: { before: KeptPromise; after: KeptPromise }) {
  const changes = lineDifference(before.text, after.text);
  if (changes.length === 0) return <p data-testid="promise-changes">{t("promise_no_line")}</p>;
  return (
    <>
      <h3>{t("promise_changes", { date: moment(before.at, "date") })}</h3>
      <ul class="changes" data-testid="promise-changes">
        {changes.map(({ change, line }, index) => (
          <li key={index} data-change={change}>
            <small>{t(change === "added" ? "promise_added" : "promise_removed")}</small>
            {change === "added" ? <ins>{shown(line)}</ins> : <del>{shown(line)}</del>}
          </li>
        ))}
      </ul>
    </>
  );
}
