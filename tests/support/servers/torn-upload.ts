// Begins an upload and breaks the connection halfway, as a network does.
import { request } from "node:http";
import type { DavServer } from "./process.ts";

export function tearUpload(server: DavServer, path: string, bytes: Uint8Array): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${server.user}:${server.password}`).toString("base64")}`;
  return new Promise((resolve) => {
    const sent = request(server.url + path, {
      method: "PUT",
      headers: { authorization, "content-length": bytes.length },
    });
    sent.on("error", () => {});
    sent.on("close", () => setTimeout(resolve, 100));
    sent.write(bytes.subarray(0, bytes.length >> 1), () => setTimeout(() => sent.destroy(), 60));
  });
}
