// "Edited": the earlier versions of one feeling, loaded when the user opens them.
import { type EarlierVersion, earlierVersions } from "../../core/feelings/feeling-history.ts";
import { fieldsOf } from "../../core/record/change.ts";
import { asEntity } from "../../core/record/tables.ts";
import { database } from "../../record/database.ts";
import { Fold } from "../../ui/controls.tsx";
import { moment } from "../../ui/formats.ts";
import { useLive } from "../../ui/live.ts";
import { plural, t } from "../../ui/messages.ts";
import { FeelingText } from "./feeling-text.tsx";

export async function readFeelingHistory(id: string): Promise<EarlierVersion[]> {
  const row = await database.feelings.get(id);
  if (row === undefined) return [];
  const changes = await database.changes.where("[table+id]").equals(["feelings", id]).sortBy("seq");
  return earlierVersions(fieldsOf(row), changes);
}

export function FeelingHistory({ id }: { id: string }) {
  const versions = useLive(() => readFeelingHistory(id), [id]) ?? [];
  if (versions.length === 0) return null;
  return (
    <Fold summary={plural("edited_versions", versions.length)} testId="feeling-history">
      <ul class="stack">
        {versions.map(({ until, fields }) => (
          <li key={until} data-testid="feeling-version">
            <small class="muted">{t("version_until", { moment: moment(until) })}</small>
            <FeelingText feeling={asEntity("feelings", fields)} />
          </li>
        ))}
      </ul>
    </Fold>
  );
}
