// Effect of a renewed participation file: a live grant's header and document depend on the products that it lists.
import type { TabView } from "../core/commands/companies.ts";
import { reconcileSignals } from "../features/signal/publish-signals.ts";

export async function publishRenewedFile(view: TabView): Promise<void> {
  if (view.kind === "site" && view.renewed && view.grant === "live") await reconcileSignals();
}
