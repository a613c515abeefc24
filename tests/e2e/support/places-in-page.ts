// Runs the remote places of the source in a document of a real browser, while the test stays in Node.
import { join } from "node:path";
import { build } from "vite";
import { root } from "../../../scripts/tools.mjs";
import { RemoteFault, type RemoteFaultCode, type RemotePlace } from "../../../src/core/sync/remote-store.ts";
import type { Surface } from "./driver.ts";

/** One operation of a place, in JSON: bytes are base64. */
export interface PlaceCall {
  kind: "browser" | "folder" | "webdav";
  /** Folder in the private file system. */
  folder: string;
  /** Of the WebDAV folder. */
  server: { address: string; user: string; password: string };
  operation: "vaults" | "erase" | "list" | "get" | "put" | "delete";
  vault: string;
  path: string;
  base64: string;
}
export type PlaceAnswer =
  | { value: unknown; bytes?: string }
  | { fault: RemoteFaultCode | string; detail: string; retryAfterSeconds: number | null };

declare const runPlace: (call: PlaceCall) => Promise<PlaceAnswer>;

/** Loads the code into a document. */
export async function loadPlaces(surface: Surface): Promise<void> {
  const built = await build({
    configFile: false,
    root,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      lib: { entry: join(root, "tests/e2e/support/place-runner.ts"), formats: ["iife"], name: "placeRunner" },
    },
  });
  const [chunk] = [built].flat().flatMap((one) => ("output" in one ? one.output : []));
  if (chunk?.type !== "chunk") throw new Error("the places were not built");
  // Its text runs there.
  await surface.evaluate(new Function(`${chunk.code}\nglobalThis.runPlace = placeRunner.runPlace;`) as () => void);
}

const run = async (surface: Surface, call: PlaceCall): Promise<{ value: unknown; bytes?: string }> => {
  const answer = await surface.evaluate((sent) => runPlace(sent), call);
  if ("fault" in answer)
    throw new RemoteFault(answer.fault as RemoteFaultCode, answer.detail, answer.retryAfterSeconds);
  return answer;
};

/** A place that works in the document. */
export function placeInPage(
  surface: Surface,
  kind: PlaceCall["kind"],
  where: Partial<Pick<PlaceCall, "folder" | "server">> = {},
): RemotePlace {
  const place = { kind, folder: "", server: { address: "", user: "", password: "" }, ...where };
  const call = (operation: PlaceCall["operation"], more: Partial<PlaceCall> = {}) =>
    run(surface, { ...place, operation, vault: "", path: "", base64: "", ...more });
  return {
    vaults: async () => (await call("vaults")).value as string[],
    erase: async (vault) => void (await call("erase", { vault })),
    vault: (vault) => ({
      list: async (path) => (await call("list", { vault, path })).value as { name: string; size: number }[] | null,
      async get(path) {
        const { bytes } = await call("get", { vault, path });
        return bytes === undefined ? null : new Uint8Array(Buffer.from(bytes, "base64"));
      },
      put: async (path, bytes) =>
        void (await call("put", { vault, path, base64: Buffer.from(bytes).toString("base64") })),
      delete: async (path) => void (await call("delete", { vault, path })),
    }),
  };
}
