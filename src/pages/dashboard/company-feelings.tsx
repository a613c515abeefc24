// A company's feelings section: every rating, and the ones shared with the company.
import { useState } from "preact/hooks";
import type { FeelingRecipient } from "../../core/commands/sharing.ts";
import type { Feeling } from "../../core/record/tables.ts";
import { readFeelingRecipient } from "../../features/sharing/feeling-recipient.ts";
import { ShareFeeling } from "../../features/sharing/share-feeling-panel.tsx";
import { readFeelings } from "../../features/timeline/read-timeline.ts";
import { readCompanyDomains } from "../../record/company-links.ts";
import { Guard } from "../../ui/guard.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { DealingItem, useParts } from "./dealing-item.tsx";

const PAGE = 100;

/** By domain, since the user shares a feeling with the domain it belongs to. */
async function readFeelingRecipients(company: string): Promise<ReadonlyMap<string, FeelingRecipient>> {
  const domains = await readCompanyDomains(company);
  return new Map(
    await Promise.all(domains.map(async (domain) => [domain, await readFeelingRecipient(domain)] as const)),
  );
}

const Share = ({ feeling, shares }: { feeling: Feeling; shares: FeelingRecipient | undefined }) =>
  shares === undefined ? null : <ShareFeeling feeling={feeling} shares={shares} />;

export function CompanyFeelings({ company }: { company: string }) {
  const [most, setMost] = useState(PAGE);
  const feelings = useLive(() => readFeelings(company, most), [company, most]);
  const shares = useLive(() => readFeelingRecipients(company), [company]);
  const known = useParts(feelings);
  if (feelings === undefined) return null;
  if (feelings.length === 0) return <p class="card">{t("feelings_empty")}</p>;
  return (
    <div class="card">
      <ul class="entries" data-testid="feelings">
        {feelings.map((feeling) => (
          <Guard key={feeling.id}>
            <DealingItem
              feeling={feeling}
              known={known}
              {...(feeling.company === company ? {} : { company: feeling.company })}
            >
              <Share feeling={feeling} shares={shares?.get(feeling.company)} />
            </DealingItem>
          </Guard>
        ))}
      </ul>
      {feelings.length === most && (
        <button type="button" class="start" onClick={() => setMost(most + PAGE)}>
          {t("show_more")}
        </button>
      )}
    </div>
  );
}
