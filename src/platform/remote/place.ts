// The remote place of the stored settings.
import type { RemotePlace } from "../../core/sync/remote-store.ts";
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { browserPlace } from "./browser-place.ts";
import { folderPlace } from "./folder-place.ts";
import { hasPlacePermission } from "./permission.ts";
import { webDavPlace } from "./webdav.ts";

/** Makes no request: a fault of the settings is the fault of the first operation. */
export function placeOf(settings: StoreSettings): RemotePlace {
  if (settings.kind === "webdav") return webDavPlace(settings, hasPlacePermission);
  return settings.kind === "browser" ? browserPlace() : folderPlace();
}
