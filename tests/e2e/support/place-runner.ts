// The part of places-in-page.ts that runs in the document.
import { RemoteFault, type RemotePlace } from "../../../src/core/sync/remote-store.ts";
import { browserPlace } from "../../../src/platform/remote/browser-place.ts";
import { folderPlace } from "../../../src/platform/remote/folder-place.ts";
import { hasHostPermission } from "../../../src/platform/remote/permission.ts";
import { webDavPlace } from "../../../src/platform/remote/webdav.ts";
import type { PlaceAnswer, PlaceCall } from "./places-in-page.ts";

function placeFor({ kind, folder, server }: PlaceCall): RemotePlace {
  if (kind === "browser") return browserPlace(async () => true);
  if (kind === "webdav") return webDavPlace({ kind, ...server }, hasHostPermission);
  return folderPlace(async () => (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true }));
}

const fromBase64 = (base64: string) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += 4096)
    text += String.fromCharCode(...bytes.subarray(from, from + 4096));
  return btoa(text);
}

async function done(call: PlaceCall): Promise<PlaceAnswer> {
  const place = placeFor(call);
  const { operation, vault, path, base64 } = call;
  if (operation === "vaults") return { value: await place.vaults() };
  if (operation === "erase") return { value: (await place.erase(vault)) ?? null };
  const store = place.vault(vault);
  if (operation === "get") {
    const bytes = await store.get(path);
    return bytes === null ? { value: null } : { value: null, bytes: toBase64(bytes) };
  }
  if (operation === "put") return { value: (await store.put(path, fromBase64(base64))) ?? null };
  return { value: (await store[operation](path)) ?? null };
}

export const runPlace = (call: PlaceCall): Promise<PlaceAnswer> =>
  done(call).catch((error: unknown) =>
    error instanceof RemoteFault
      ? { fault: error.code, detail: error.detail, retryAfterSeconds: error.retryAfterSeconds }
      : { fault: `not a RemoteFault: ${String(error)}`, detail: "", retryAfterSeconds: null },
  );
