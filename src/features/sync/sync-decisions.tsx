// Questions of sync for the user: erasures held back, and companies that another device allowed.
import { useState } from "preact/hooks";
import type { SyncReport } from "../../core/commands/sync.ts";
import { requestHosts } from "../../platform/browser/permissions.ts";
import { send } from "../../platform/messages/send.ts";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { Chip } from "../../ui/controls.tsx";
import { plural, t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { complain, say } from "../../ui/toast.tsx";

interface DecisionProps {
  report: SyncReport;
  again: () => Promise<void>;
}

export function HeldErasures({ report, again }: DecisionProps) {
  if (report.heldErasures === 0) return null;
  const decide = async (erase: boolean) => {
    if ((await attempt(send("decide-erasures", { erase }))) !== null)
      say(t(erase ? "sync_erasures_erased" : "sync_erasures_kept"));
    await again();
  };
  return (
    <section class="card asked" aria-labelledby="sync-erasures" data-testid="sync-erasures">
      <h2 id="sync-erasures">{t("sync_erasures_title")}</h2>
      <p>{plural("sync_erasures_text", report.heldErasures)}</p>
      <div class="row">
        <button type="button" class="primary" data-testid="sync-erasures-keep" onClick={() => void decide(false)}>
          {t("sync_erasures_keep")}
        </button>
        <button type="button" class="danger" data-testid="sync-erasures-erase" onClick={() => void decide(true)}>
          {t("sync_erasures_erase")}
        </button>
      </div>
    </section>
  );
}

/**
 * One question of the browser for all chosen companies. Then each is allowed, with a question if it reads more here.
 */
export function AllowElsewhere({ report, again }: DecisionProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const found = report.allowElsewhere;
  const chosen = found.filter(({ company }) => !left.has(company));
  if (found.length === 0) return null;
  const toggle = (company: string) => {
    const next = new Set(left);
    if (!next.delete(company)) next.add(company);
    setLeft(next);
  };
  const allow = () => {
    // First in the click: the browser refuses the question after any wait.
    const asking = requestHosts(chosen.flatMap(({ hosts }) => hosts)).catch(() => false);
    void asking.then(async (given) => {
      if (!given) return complain(t("error_permission_refused"));
      if (await allowEach(chosen)) say(t("sync_elsewhere_allowed"));
      await again();
    });
  };
  return (
    <section class="card asked" aria-labelledby="sync-elsewhere" data-testid="sync-elsewhere">
      <h2 id="sync-elsewhere">{t("sync_elsewhere_title")}</h2>
      <p>{t("sync_elsewhere_text")}</p>
      <div class="chips">
        {found.map(({ company, name, hosts }) => (
          <Chip
            key={company}
            label={name}
            title={hosts.join(", ")}
            pressed={!left.has(company)}
            testId={`sync-elsewhere-${company}`}
            onPress={() => toggle(company)}
          />
        ))}
      </div>
      {chosen.length > 0 && (
        <button type="button" class="primary start" data-testid="sync-elsewhere-allow" onClick={allow}>
          {plural("sync_elsewhere_allow", chosen.length)}
        </button>
      )}
    </section>
  );
}

/** False if the user declined one, which then stays in the list. */
async function allowEach(chosen: SyncReport["allowElsewhere"]): Promise<boolean> {
  let all = true;
  for (const { company } of chosen) {
    const done = await confirmDisclosure((confirmed) =>
      attempt(send("edit-grant", { company, paused: false, confirmed })),
    );
    all &&= done !== null;
  }
  return all;
}
