// The page of plans, each with its deliveries to companies.
import { PlansPage } from "../../features/plans/plans-page.tsx";
import { readPlanShares } from "../../features/sharing/read-plan-shares.ts";
import { SharePlan } from "../../features/sharing/share-plan-panel.tsx";
import { useLive } from "../../ui/live.ts";

export function Plans() {
  const shares = useLive(readPlanShares, []);
  return (
    <PlansPage
      below={({ plan, state }) =>
        shares && <SharePlan plan={plan} open={state === "open" || state === "expiring"} shares={shares} />
      }
    />
  );
}
