// The remote place of the stored settings.
import { dataOfStore } from "../../core/sharing/data-kinds.ts";
import type { RemotePlace } from "../../core/sync/remote-store.ts";
import type { StoreSettings, WebDavSettings } from "../../core/sync/store-settings.ts";
import { isAgreed } from "../browser/data-consent.ts";
import { browserPlace } from "./browser-place.ts";
import { folderPlace } from "./folder-place.ts";
import { hasPlacePermission } from "./permission.ts";
import { webDavPlace } from "./webdav.ts";

/** Replaced by tests. */
export const servers = { webdav: (settings: WebDavSettings) => webDavPlace(settings, hasPlacePermission) };

/** Makes no request: a fault of the settings appears as the fault of the first operation. */
export function placeOf(settings: StoreSettings): RemotePlace {
  if (settings.kind === "webdav") return servers.webdav(settings);
  return settings.kind === "browser" ? browserPlace(() => isAgreed(dataOfStore("browser"))) : folderPlace();
}
