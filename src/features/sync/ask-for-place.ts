// Asks the browser for the access that a storage needs, in Firefox also for the data. Call it directly in the click
// handler.
import { dataOfStore } from "../../core/sharing/data-kinds.ts";
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { requestData } from "../../platform/browser/data-consent.ts";
import { permitFolder, pickFolder } from "../../platform/remote/folder-handle.ts";
import { requestPlacePermission } from "../../platform/remote/permission.ts";

/** The settings to use on this device; the user picks a folder anew. Null if the user refused. */
export async function askForPlace(settings: StoreSettings): Promise<StoreSettings | null> {
  if (settings.kind === "browser")
    return (await requestData(dataOfStore("browser")).catch(() => false)) ? settings : null;
  if (settings.kind === "folder") return pickFolder();
  return (await requestPlacePermission(settings.address).catch(() => false)) ? settings : null;
}

/** Asks again for access to the current place; the stored folder stays. False if the user refused. */
export async function permitPlace(settings: StoreSettings): Promise<boolean> {
  return settings.kind === "folder" ? permitFolder() : (await askForPlace(settings)) !== null;
}
