// How dealings with one company felt, each with what it was told of it.
import { useState } from "preact/hooks";
import { FeelingItem } from "../../features/feelings/feeling-item.tsx";
import { readShares } from "../../features/sharing/read-shares.ts";
import { ShareFeeling } from "../../features/sharing/share-feeling-panel.tsx";
import { readFeelings } from "../../features/timeline/read-timeline.ts";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";

const PAGE = 100;

export function CompanyFeelings({ company }: { company: string }) {
  const [most, setMost] = useState(PAGE);
  const feelings = useLive(() => readFeelings(company, most), [company, most]);
  const shares = useLive(() => readShares(company), [company]);
  if (feelings === undefined) return null;
  if (feelings.length === 0) return <p class="card">{t("feelings_empty")}</p>;
  return (
    <>
      <ul class="entries" data-testid="feelings">
        {feelings.map((feeling) => (
          <FeelingItem key={feeling.id} feeling={feeling}>
            {shares !== undefined && <ShareFeeling feeling={feeling} shares={shares} />}
          </FeelingItem>
        ))}
      </ul>
      {feelings.length === most && (
        <button type="button" class="start" onClick={() => setMost(most + PAGE)}>
          {t("show_more")}
        </button>
      )}
    </>
  );
}
