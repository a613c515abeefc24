// Kinds of data that leave the browser for a company, in the terms of Firefox's data collection permissions.
import { objectFrom } from "../../signal/plain-objects.ts";
import type { GrantedParts } from "./view.ts";

export const DATA_KINDS = ["personallyIdentifyingInfo", "healthInfo", "personalCommunications"] as const;
export type DataKind = (typeof DATA_KINDS)[number];

/** Every grant discloses personal data: the ways and the language in which to reach the user. */
export const OF_EVERY_GRANT: readonly DataKind[] = ["personallyIdentifyingInfo"];
const WITH_SUPPORT: readonly DataKind[] = ["personallyIdentifyingInfo", "healthInfo"];

/** A feeling or a plan that the user sends contains words for a company. */
export const OF_OWN_WORDS: readonly DataKind[] = ["personallyIdentifyingInfo", "personalCommunications"];

export const dataOfParts = ({ support }: Pick<GrantedParts, "support">): readonly DataKind[] =>
  support ? WITH_SUPPORT : OF_EVERY_GRANT;

/** Kinds of data in a document's text. A text from a file that is no document may contain any kind. */
export function dataOfText(body: string): readonly DataKind[] {
  try {
    return dataOfDocument({ treatment: objectFrom(objectFrom(JSON.parse(body)).treatment) });
  } catch {
    return DATA_KINDS;
  }
}

export function dataOfDocument({ treatment = {} }: { treatment?: object | undefined }): readonly DataKind[] {
  const support = ["formats", "support", "supportNote"].some((member) => member in treatment);
  return support ? WITH_SUPPORT : OF_EVERY_GRANT;
}
