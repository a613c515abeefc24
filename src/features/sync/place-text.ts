// Name of the storage within a sentence.
import type { SyncReport } from "../../core/commands/sync.ts";
import { t } from "../../ui/messages.ts";

/** A server's name, or "the folder “Regards”". */
export function placeText(place: NonNullable<SyncReport["place"]>): string {
  if (place.kind === "browser") return t("settings_sync_browser");
  return place.kind === "folder" ? t("settings_sync_folder", { name: place.name }) : place.name;
}
