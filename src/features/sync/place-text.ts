// Name of the storage within a sentence.
import type { SyncReport } from "../../core/commands/sync.ts";
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { urlOf } from "../../signal/web-address.ts";
import { t } from "../../ui/messages.ts";

/** For use after a colon: a server's name, or "folder “Regards”". */
export function placeText(place: NonNullable<SyncReport["place"]>): string {
  if (place.kind === "browser") return t("settings_sync_browser");
  return place.kind === "folder" ? t("settings_sync_folder", { name: place.name }) : place.name;
}

export const storeName = (settings: StoreSettings): string =>
  placeText({ kind: settings.kind, name: nameOf(settings) });

function nameOf(settings: StoreSettings): string {
  if (settings.kind === "browser") return "";
  return settings.kind === "folder" ? settings.name : (urlOf(settings.address)?.host ?? settings.address);
}
