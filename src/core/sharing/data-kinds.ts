// Kinds of data that leave the browser, for a company or for the storage of sync, in the terms of Firefox's data
// collection permissions.
import { objectFrom } from "../../signal/plain-objects.ts";
import type { StoreSettings } from "../sync/store-settings.ts";
import type { GrantedParts } from "./view.ts";

/** Kinds that a text for a company may contain. */
const OF_ANY_TEXT = ["personallyIdentifyingInfo", "healthInfo", "personalCommunications"] as const;
/** Kinds that only sync needs: the record names websites, and a server asks for a password. */
export const OF_SYNC_ALONE = ["browsingActivity", "authenticationInfo"] as const;
export const DATA_KINDS = [...OF_ANY_TEXT, ...OF_SYNC_ALONE] as const;
export type DataKind = (typeof DATA_KINDS)[number];

/** Every grant discloses personal data: the ways and the language in which to reach the user. */
export const OF_EVERY_GRANT: readonly DataKind[] = ["personallyIdentifyingInfo"];
const WITH_SUPPORT: readonly DataKind[] = ["personallyIdentifyingInfo", "healthInfo"];

/** A feeling or a plan that the user sends contains words for a company. */
export const OF_OWN_WORDS: readonly DataKind[] = ["personallyIdentifyingInfo", "personalCommunications"];

const OF_STORE: Readonly<Record<StoreSettings["kind"], readonly DataKind[]>> = {
  webdav: DATA_KINDS,
  browser: [...OF_ANY_TEXT, "browsingActivity"],
  // It stays on this computer.
  folder: [],
};

/** Firefox makes no exception for files that are encrypted, nor for a storage that the user chose. */
export const dataOfStore = (kind: StoreSettings["kind"]): readonly DataKind[] => OF_STORE[kind];

export const dataOfParts = ({ support }: Pick<GrantedParts, "support">): readonly DataKind[] =>
  support ? WITH_SUPPORT : OF_EVERY_GRANT;

/** Kinds of data in a document's text. A text from a file that is no document may contain any kind. */
export function dataOfText(body: string): readonly DataKind[] {
  try {
    return dataOfDocument({ treatment: objectFrom(objectFrom(JSON.parse(body)).treatment) });
  } catch {
    return OF_ANY_TEXT;
  }
}

export function dataOfDocument({ treatment = {} }: { treatment?: object | undefined }): readonly DataKind[] {
  const support = ["formats", "support", "supportNote"].some((member) => member in treatment);
  return support ? WITH_SUPPORT : OF_EVERY_GRANT;
}
