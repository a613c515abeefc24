// Panel for a company that may read nothing: the end of its last reading, the letter to send, and the way to allow it.
import type { Grant } from "../../core/sharing/grant.ts";
import { readLastReading, readLastReadingEnd } from "../../record/last-reading.ts";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { allow } from "./ask-permission.ts";
import { readingText } from "./reading-text.ts";

/** `grant`: the ended grant; null if there never was one. */
export function SeesNothing({ company, name, grant }: { company: string; name: string; grant: Grant | null }) {
  const read = useLive(
    async () => ({ until: await readLastReadingEnd(company), last: await readLastReading(company) }),
    [company, grant],
  );
  if (read === undefined) return null;
  const { until, last } = read;
  const [host] = grant?.hosts ?? [];
  return (
    <div class="card" data-testid="ended" data-company={company}>
      <p data-testid="sees-nothing">{readingText(name, until)}</p>
      {grant === null && <p class="muted">{t("show_how", { company: name })}</p>}
      <div class="row">
        {until !== null && (
          <a class="button" href={`#/companies/${company}/letters/erasure`} data-testid="ask-delete">
            {t("ask_delete")}
          </a>
        )}
        {grant !== null && host !== undefined && last !== null ? (
          <button
            type="button"
            data-testid="show-again"
            onClick={() =>
              // There is no preview: `shown` is the text that the company read last.
              allow({ company, host, name }, { parts: grant.parts, topics: grant.topics, shown: last })
            }
          >
            {t("show_again")}
          </button>
        ) : (
          <>
            <a class="button" href={`https://${company}/`} target="_blank" rel="noreferrer" data-testid="open-website">
              {t("open_website")}
            </a>
            <a class="button" href={`#/companies/${company}/letters`} data-testid="write-letter">
              {t("tell_anyway", { company: name })}
            </a>
          </>
        )}
        <a class="button" href={`#/companies/${company}/preferences`} data-testid="see-view">
          {t("see_would")}
        </a>
      </div>
    </div>
  );
}
