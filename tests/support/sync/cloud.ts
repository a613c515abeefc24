// A WebDAV folder in memory behind the global fetch, for devices of the test world.
import { vi } from "vitest";

export const CLOUD = {
  kind: "webdav",
  address: "https://cloud.example/dav/",
  user: "ann",
  password: "secret",
} as const;

export class Cloud {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly folders = new Set([""]);
  readonly requests: string[] = [];
  /** Answers in place of the folder: a status, or no network. Null: the folder answers. */
  trouble: number | "offline" | null = null;

  attach(): void {
    vi.stubGlobal("fetch", (url: URL | string, init: RequestInit = {}) => this.answer(new URL(url), init));
  }

  private async answer({ pathname }: URL, { method = "GET", body }: RequestInit): Promise<Response> {
    const path = decodeURIComponent(pathname)
      .replace(/^\/dav\//, "")
      .replace(/\/$/, "");
    this.requests.push(`${method} ${path}`);
    if (this.trouble === "offline") throw new TypeError("Failed to fetch");
    if (this.trouble !== null) return new Response("", { status: this.trouble });
    if (method === "PROPFIND") return this.list(path);
    if (method === "MKCOL") return this.makeFolder(path);
    if (method === "PUT") return this.put(path, new Uint8Array(body as ArrayBuffer));
    if (method === "DELETE") return this.remove(path);
    const file = this.files.get(path);
    return file === undefined ? new Response("", { status: 404 }) : new Response(file.slice());
  }

  private parent = (path: string): string => path.split("/").slice(0, -1).join("/");

  private makeFolder(path: string): Response {
    if (this.folders.has(path)) return new Response("", { status: 405 });
    if (!this.folders.has(this.parent(path))) return new Response("", { status: 409 });
    this.folders.add(path);
    return new Response("", { status: 201 });
  }

  private put(path: string, bytes: Uint8Array<ArrayBuffer>): Response {
    if (!this.folders.has(this.parent(path))) return new Response("", { status: 409 });
    if (this.files.has(path)) return new Response("", { status: 412 });
    this.files.set(path, bytes.slice());
    return new Response("", { status: 201 });
  }

  private remove(path: string): Response {
    for (const name of [...this.files.keys()])
      if (name === path || name.startsWith(`${path}/`)) this.files.delete(name);
    for (const name of [...this.folders]) if (name === path || name.startsWith(`${path}/`)) this.folders.delete(name);
    return new Response(null, { status: 204 });
  }

  private list(folder: string): Response {
    if (!this.folders.has(folder)) return new Response("", { status: 404 });
    const entry = (path: string, props: string) =>
      `<d:response><d:href>/dav/${path}</d:href><d:propstat><d:prop>${props}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
    const own = (path: string): boolean => path !== "" && this.parent(path) === folder;
    const parts = [
      entry(folder === "" ? "" : `${folder}/`, "<d:resourcetype><d:collection/></d:resourcetype>"),
      ...[...this.folders]
        .filter(own)
        .map((path) => entry(`${path}/`, "<d:resourcetype><d:collection/></d:resourcetype>")),
      ...[...this.files]
        .filter(([path]) => own(path))
        .map(([path, bytes]) =>
          entry(path, `<d:resourcetype/><d:getcontentlength>${bytes.length}</d:getcontentlength>`),
        ),
    ];
    const xml = `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">${parts.join("")}</d:multistatus>`;
    return new Response(xml, { status: 207, headers: { "content-type": "application/xml" } });
  }
}
