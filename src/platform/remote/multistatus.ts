// Reads a WebDAV listing. Every address in it must lie directly in the listed folder, on its origin.
import { RemoteFault } from "../../core/sync/remote-store.ts";
import { urlOf } from "../../signal/web-address.ts";
import { readXml, type XmlHandler } from "./xml-events.ts";

export interface DavEntry {
  name: string;
  /** Bytes; null if the server does not state it. */
  size: number | null;
  isFolder: boolean;
}

export const MOST_ENTRIES = 10_000;

/** Entries of the folder at `address`, without the folder itself. Throws a RemoteFault. */
export function readMultistatus(xml: string, address: URL): DavEntry[] {
  const responses: Response[] = [];
  const fault = readXml(xml, listener(responses));
  if (fault === "cut") throw new RemoteFault("truncated", "listing");
  if (fault !== null) throw new RemoteFault("not-a-store", fault);
  const folder = segmentsOf(address);
  if (folder === null) throw new RemoteFault("not-a-store", "address");
  return responses.filter(({ missing }) => !missing).flatMap((response) => entryOf(response, { address, folder }));
}

interface Response {
  href: string;
  /** Its own status reports that it does not exist. */
  missing: boolean;
  size: number | null;
  isFolder: boolean;
}

interface PropertyGroup {
  ok: boolean;
  size: number | null;
  isFolder: boolean;
}

const emptyGroup = (): PropertyGroup => ({ ok: false, size: null, isFolder: false });

function listener(responses: Response[]): XmlHandler {
  let response: Response | null = null;
  let group = emptyGroup();
  const at = (path: readonly string[], ...names: string[]): boolean =>
    path.length === names.length && names.every((name, index) => path[index] === name);
  const inResponse = ["multistatus", "response"];
  const inGroup = [...inResponse, "propstat"];
  return {
    opened(path) {
      if (path.length === 1 && path[0] !== "multistatus") throw new RemoteFault("not-a-store", "no listing");
      if (at(path, ...inResponse)) {
        if (responses.length > MOST_ENTRIES) throw new RemoteFault("too-large", "entries");
        response = { href: "", missing: false, size: null, isFolder: false };
        responses.push(response);
      }
      if (at(path, ...inGroup)) group = emptyGroup();
      if (at(path, ...inGroup, "prop", "resourcetype", "collection")) group.isFolder = true;
    },
    closed(path, text) {
      if (response === null) return;
      if (at(path, ...inResponse, "href")) response.href = text.trim();
      if (at(path, ...inResponse, "status")) response.missing = !isOk(text);
      if (at(path, ...inGroup, "status")) group.ok = isOk(text);
      if (at(path, ...inGroup, "prop", "getcontentlength")) group.size = sizeIn(text);
      if (at(path, ...inGroup) && group.ok) {
        response.size ??= group.size;
        response.isFolder ||= group.isFolder;
      }
    },
  };
}

const isOk = (status: string): boolean => /^\s*HTTP\/[\d.]+ 2\d\d\b/.test(status);

const sizeIn = (text: string): number | null => (/^\s*\d{1,15}\s*$/.test(text) ? Number(text) : null);

/** Parts of the path, decoded; null if they are not UTF-8. */
function segmentsOf({ pathname }: URL): string[] | null {
  try {
    return pathname
      .split("/")
      .filter((part) => part !== "")
      .map(decodeURIComponent);
  } catch {
    return null;
  }
}

function entryOf({ href, size, isFolder }: Response, listed: { address: URL; folder: readonly string[] }): DavEntry[] {
  // An empty address means the folder itself: a full folder whose names the server left out would seem to be empty.
  const url = href === "" ? null : urlOf(href, listed.address.href);
  const segments = url === null ? null : segmentsOf(url);
  const depth = listed.folder.length;
  const isWithin =
    url?.origin === listed.address.origin &&
    segments !== null &&
    segments.length <= depth + 1 &&
    listed.folder.every((part, index) => segments[index] === part);
  if (!isWithin) throw new RemoteFault("not-a-store", "an address outside the folder");
  const name = segments[depth];
  return name === undefined ? [] : [{ name, size, isFolder }];
}
