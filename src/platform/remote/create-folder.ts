// Creates the folder that the user chose for sync.
import { RemoteFault } from "../../core/sync/remote-store.ts";
import type { WebDavSettings } from "../../core/sync/store-settings.ts";
import { parentOf } from "./address-forms.ts";
import { hasPlacePermission } from "./permission.ts";
import { DavFolder } from "./webdav.ts";
import { davSender, folderUrl, type IsPermitted } from "./webdav-request.ts";

/** Creates the folder of the settings, and missing folders above it. Throws a RemoteFault. */
export async function createFolder(
  settings: WebDavSettings,
  isPermitted: IsPermitted = hasPlacePermission,
): Promise<void> {
  const send = davSender(settings, isPermitted);
  const missing: DavFolder[] = [];
  for (let url: URL | null = folderUrl(settings); url !== null; url = parentOf(url)) {
    const folder = new DavFolder(url, send);
    if (await made(folder)) break;
    missing.unshift(folder);
  }
  for (const folder of missing) await folder.make("");
}

const made = (folder: DavFolder): Promise<boolean> =>
  folder.make("").then(
    () => true,
    (error: unknown) => {
      if (error instanceof RemoteFault && error.code === "no-folder") return false;
      throw error;
    },
  );
