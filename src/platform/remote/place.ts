// The remote place of the stored settings.
import { RemoteFault, type RemotePlace } from "../../core/sync/remote-store.ts";
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { webDavPlace } from "./webdav.ts";

/** Throws a RemoteFault for a kind of place that this version does not know. */
export function placeOf(settings: StoreSettings): RemotePlace {
  if (settings.kind === "webdav") return webDavPlace(settings);
  throw new RemoteFault("not-a-store", settings.kind);
}
