// Offer to sync, on Home once there is something to lose. It does not return after the user declined it.
import { useEffect, useState } from "preact/hooks";
import { send } from "../../platform/messages/send.ts";
import { decline, isDeclined } from "../../platform/storage/declined.ts";
import { t } from "../../ui/messages.ts";

export function SyncOffer() {
  const [shown, show] = useState(false);
  useEffect(() => {
    if (isDeclined("sync")) return;
    // An offer does not report that the background does not answer.
    void send("look-at-sync", {}).then(
      ({ place }) => show(place === null),
      () => {},
    );
  }, []);
  if (!shown) return null;
  const refuse = () => {
    decline("sync");
    show(false);
  };
  return (
    <section class="card" data-testid="sync-offer">
      <p>{t("home_sync_offer")}</p>
      <div class="row">
        <a class="button" href="#/settings/sync" data-testid="sync-offer-open">
          {t("home_sync_offer_link")}
        </a>
        <button type="button" class="link" data-testid="sync-offer-decline" onClick={refuse}>
          {t("home_sync_offer_no")}
        </button>
      </div>
    </section>
  );
}
