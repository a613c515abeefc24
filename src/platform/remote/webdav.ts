// A WebDAV folder as a remote place: Nextcloud, ownCloud, Apache, nginx, rclone, a NAS, and many hosts.
import {
  isVaultId,
  REMOTE_FAULTS,
  RemoteFault,
  type RemoteFaultCode,
  type RemotePlace,
  type RemoteStore,
} from "../../core/sync/remote-store.ts";
import type { WebDavSettings } from "../../core/sync/store-settings.ts";
import { type DavEntry, readMultistatus } from "./multistatus.ts";
import { type DavSend, davSender, folderUrl, type IsPermitted } from "./webdav-request.ts";

const MOST_FILE_BYTES = 32 << 20;
const MOST_LISTING_BYTES = 8 << 20;
const FILE_NAME = /^[0-9a-z][0-9a-z.-]{0,99}$/;

const asking = (properties: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    `<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop>${properties}</prop></propfind>`,
  );

/** Without the folder's length, the answer is two thirds as long; callers that need no sizes do not ask for it. */
const WANTED = { sizes: asking("<getcontentlength/><resourcetype/>"), names: asking("<resourcetype/>") };

/** Lazy: an unusable address becomes the fault of the first request. */
export function webDavPlace(settings: WebDavSettings, isPermitted: IsPermitted = async () => true): RemotePlace {
  const send = davSender(settings, isPermitted);
  const folder = (): DavFolder => new DavFolder(folderUrl(settings), send);
  return {
    async vaults() {
      const vaults = await folder().vaults();
      if (vaults === null) throw new RemoteFault("no-folder");
      return vaults;
    },
    vault: (id) => storeOf(folder, id),
    erase: (id) => caught(() => folder().remove(folder().folderAt(id))),
  };
}

/** Turns faults thrown before the first await into rejections too. */
const caught = async <T>(work: () => Promise<T>): Promise<T> => work();

function storeOf(folder: () => DavFolder, id: string): RemoteStore {
  return {
    list: (path) =>
      caught(async () => {
        const entries = await folder().entries(`${id}/${path}`);
        return entries === null ? null : entries.filter(isOurs).map(sized);
      }),
    names: (path) =>
      caught(async () => {
        const entries = await folder().entries(`${id}/${path}`, "names");
        return entries?.filter(isOurs).map(({ name }) => name) ?? null;
      }),
    get: (path) => caught(() => folder().read(`${id}/${path}`)),
    put: (path, bytes) => caught(() => folder().create(`${id}/${path}`, bytes)),
    delete: (path) => caught(() => folder().remove(folder().fileAt(`${id}/${path}`))),
  };
}

const isOurs = ({ name, isFolder }: DavEntry): boolean => !isFolder && FILE_NAME.test(name);

function sized({ name, size }: DavEntry): { name: string; size: number } {
  if (size === null) throw new RemoteFault("truncated", "a size is missing");
  return { name, size };
}

/** The configured folder. Paths are relative to it. */
export class DavFolder {
  /** Always with a trailing slash. */
  private readonly base: string;
  /** Some servers answer for a folder only at its address without a trailing slash; the settings then have none. */
  private readonly slash: "/" | "";

  constructor(
    url: URL,
    private readonly send: DavSend,
  ) {
    this.slash = url.pathname.endsWith("/") ? "/" : "";
    this.base = url.href.replace(/\/?$/, "/");
  }

  fileAt = (path: string): URL => new URL(this.base + encoded(path));

  folderAt = (path: string): URL => new URL((this.base + encoded(path)).replace(/\/?$/, this.slash));

  /** Null if the folder does not exist. */
  async entries(path: string, wanted: keyof typeof WANTED = "sizes"): Promise<DavEntry[] | null> {
    const url = this.folderAt(path);
    const headers = { depth: "1", "content-type": "application/xml; charset=utf-8" };
    const asked = { verb: "PROPFIND", url, headers, body: WANTED[wanted], atMost: MOST_LISTING_BYTES } as const;
    const { status, bytes } = await this.send(asked);
    if (status === 404 || status === 410) return null;
    if (status !== 207) throw new RemoteFault("not-a-store", `PROPFIND ${status}`);
    return readMultistatus(new TextDecoder().decode(bytes), url);
  }

  /** Ids of the vaults in the folder itself; null if it does not exist. */
  async vaults(): Promise<string[] | null> {
    const entries = await this.entries("", "names");
    return entries?.filter(({ name, isFolder }) => isFolder && isVaultId(name)).map(({ name }) => name) ?? null;
  }

  /** Null if the file does not exist. */
  async read(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const { status, headers, bytes } = await this.send({
      verb: "GET",
      url: this.fileAt(path),
      atMost: MOST_FILE_BYTES,
    });
    if (status === 404 || status === 410) return null;
    // No file of a vault is a page: this answer comes from a captive portal or a login form.
    const isPage = /^text\/html\b/i.test(headers.get("content-type") ?? "");
    if (status !== 200 || isPage) throw new RemoteFault("not-a-store", `GET ${status}${isPage ? " page" : ""}`);
    return bytes;
  }

  async create(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const refusal = await this.write(path, bytes);
    if (refusal === null) return;
    const folders = path.split("/").slice(0, -1);
    if (refusal.code !== "no-folder" && !(await this.isMissing(folders.join("/")))) throw refusal;
    const unmade = await this.makeFolders(folders);
    const again = await this.write(path, bytes);
    if (again !== null) throw again.code === "no-folder" ? (unmade ?? again) : again;
  }

  /** Returns the refusal if a missing folder may be its reason; throws any other. */
  private async write(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<RemoteFault | null> {
    const headers = { "content-type": "application/octet-stream", "if-none-match": "*" };
    return this.send({ verb: "PUT", url: this.fileAt(path), headers, body: bytes }).then(({ status }) => {
      if ([200, 201, 204].includes(status)) return null;
      return new RemoteFault(status === 404 || status === 409 ? "no-folder" : "server", `PUT ${status}`);
    }, oneOf(MAY_LACK_A_FOLDER));
  }

  private async isMissing(folder: string): Promise<boolean> {
    return (await this.entries(folder, "names").catch(oneOf(REMOTE_FAULTS))) === null;
  }

  /** Returns the last refusal: perhaps that folder exists. Throws a fault that cannot mean so. */
  private async makeFolders(parts: readonly string[]): Promise<RemoteFault | null> {
    let unmade: RemoteFault | null = null;
    for (let depth = 1; depth <= parts.length; depth++) {
      const made = this.make(parts.slice(0, depth).join("/")).then(() => null, oneOf(MAY_HAVE_A_FOLDER));
      unmade = (await made) ?? unmade;
    }
    return unmade;
  }

  /** Creates a folder. An existing folder is no error. Throws `no-folder` if its parent does not exist. */
  async make(path: string): Promise<void> {
    const { status } = await this.send({ verb: "MKCOL", url: this.folderAt(path) });
    if (status === 409 || status === 404) throw new RemoteFault("no-folder", `MKCOL ${status}`);
    if (![200, 201, 204, 405].includes(status)) throw new RemoteFault("server", `MKCOL ${status}`);
  }

  /** Deletes a file, or a folder with its content. A missing one is no error. */
  async remove(url: URL): Promise<void> {
    // Nextcloud would keep each deleted file in its trash.
    const { status } = await this.send({ verb: "DELETE", url, headers: { "x-nc-skip-trashbin": "true" } });
    if (![200, 202, 204, 404, 410].includes(status)) throw new RemoteFault("busy", `DELETE ${status}`);
  }
}

/** Besides 404 and 409: nginx answers 500 for a missing folder, others 403. */
const MAY_LACK_A_FOLDER: readonly RemoteFaultCode[] = ["no-folder", "server", "read-only"];
/** Besides 405: some servers answer 409, 406, 423, 403 or a redirect for a folder that exists. */
const MAY_HAVE_A_FOLDER: readonly RemoteFaultCode[] = [...MAY_LACK_A_FOLDER, "busy", "not-a-store"];

/** Returns a fault with one of the codes, and throws others. */
const oneOf =
  (codes: readonly RemoteFaultCode[]) =>
  (error: unknown): RemoteFault => {
    if (error instanceof RemoteFault && codes.includes(error.code)) return error;
    throw error;
  };

const encoded = (path: string): string => path.split("/").map(encodeURIComponent).join("/");
