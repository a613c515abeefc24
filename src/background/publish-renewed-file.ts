// Effect of a changed participation file: a live grant's header and document depend on the products in it.
import type { TabView } from "../core/commands/companies.ts";
import { reconcileSignals } from "../features/signal/publish-signals.ts";

export async function publishRenewedFile(view: TabView): Promise<void> {
  if (view.kind === "site" && view.renewed && view.grant === "live") await reconcileSignals();
}
