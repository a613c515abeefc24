// Preview of a company's data file: the entries for the timeline, and the rows that are left out, with the reason.
import { useState } from "preact/hooks";
import type { DataPreview } from "../../core/commands/from-company.ts";
import type { DataEntry } from "../../signal/data-row.ts";
import { Fold, Switch } from "../../ui/controls.tsx";
import { dataEntryText } from "../../ui/data-entry-text.ts";
import { plural, t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { countTexts, entryDay, skippedTexts } from "./data-text.ts";

const FIRST = 5;

interface Props {
  preview: DataPreview;
  onKeep: (entries: DataEntry[]) => Promise<boolean>;
  onClose: () => void;
}

export function DataPreviewList({ preview, onKeep, onClose }: Props) {
  const [revive, setRevive] = useState(false);
  const { fresh, changed, removed } = preview;
  const entries = [...fresh, ...changed, ...(revive ? removed : [])];
  const skipped = skippedTexts(preview);
  return (
    <div class="stack" data-testid="data-preview">
      <p role="status" data-testid="data-counts">
        {countTexts(preview).join(" ")}
      </p>
      <Entries entries={entries.slice(0, FIRST)} />
      {entries.length > FIRST && (
        <Fold summary={t("data_all")} testId="data-all">
          <Entries entries={entries.slice(FIRST)} />
        </Fold>
      )}
      {removed.length > 0 && (
        <Switch
          label={plural("data_removed", removed.length)}
          checked={revive}
          testId="data-revive"
          onToggle={setRevive}
        />
      )}
      {skipped.length > 0 && (
        <ul data-testid="data-skipped">
          {skipped.map((text) => (
            <li key={text} class="muted">
              {text}
            </li>
          ))}
        </ul>
      )}
      <div class="row">
        {entries.length > 0 && <Keep count={entries.length} onKeep={() => onKeep(entries)} />}
        <button type="button" data-testid="data-close" onClick={onClose}>
          {t(entries.length > 0 ? "not_now" : "data_close")}
        </button>
      </div>
    </div>
  );
}

function Keep({ count, onKeep }: { count: number; onKeep: () => Promise<boolean> }) {
  const press = useOnce(onKeep);
  return (
    <button type="button" class="primary" data-testid="data-keep" onClick={() => void press()}>
      {plural("data_keep", count)}
    </button>
  );
}

const Entries = ({ entries }: { entries: readonly DataEntry[] }) => (
  <ul class="entries" data-testid="data-entries">
    {entries.map((entry, index) => (
      <li key={index} class="entry">
        <div class="entry-body">
          <p>{dataEntryText(entry)}</p>
          {entry.text !== undefined && <p class="note">{entry.text}</p>}
          <small class="muted">
            {entryDay(entry)}
            {entry.reference !== undefined && (
              <>
                {" · "}
                <bdi>{entry.reference}</bdi>
              </>
            )}
          </small>
        </div>
      </li>
    ))}
  </ul>
);
