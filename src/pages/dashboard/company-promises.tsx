// A company's promises, newest first. Open ones can be settled here.
import { valueText } from "../../features/feelings/rating-row.tsx";
import { readTimelinePage } from "../../features/timeline/read-timeline.ts";
import { TimelineEntry } from "../../features/timeline/timeline-entry.tsx";
import { localDate } from "../../platform/clock.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { Guard } from "../../ui/guard.tsx";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { openNote } from "./note-sheet.tsx";

const MOST = 50;

async function readPage(company: string) {
  const query = { company, filter: "promise", after: null, until: null } as const;
  const [{ entries }, timeZone] = await Promise.all([readTimelinePage(query, MOST), readTimeZone()]);
  return { entries, today: localDate(timeZone) };
}

export function CompanyPromises({ company, name }: { company: string; name: string }) {
  const known = useLive(() => readPage(company), [company]);
  if (known === undefined) return null;
  return (
    <section class="card" aria-labelledby="promises" data-testid="company-promises">
      <div class="card-head">
        <h2 id="promises">{t("promises_title")}</h2>
        <button
          type="button"
          class="link"
          data-testid="promise-add"
          onClick={() => openNote(company, { way: "call", promise: "week" })}
        >
          <Icon d={ICONS.plus} small />
          {t("promises_add")}
        </button>
      </div>
      {known.entries.length === 0 ? (
        <p class="muted">{t("promises_empty", { company: name })}</p>
      ) : (
        <ul class="entries">
          {known.entries.map((entry) => (
            <Guard key={entry.id}>
              <TimelineEntry
                entry={entry}
                name={null}
                domain={null}
                today={known.today}
                valueText={valueText}
                onEdit={() => {
                  location.hash = `#/companies/${company}/timeline`;
                }}
              />
            </Guard>
          ))}
        </ul>
      )}
    </section>
  );
}
