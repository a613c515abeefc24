// Kinds of data that leave the browser for a company, in the words of Firefox's data collection permissions.
import { objectFrom } from "../../signal/plain-objects.ts";
import type { GrantedParts } from "./view.ts";

export const DATA_KINDS = ["personallyIdentifyingInfo", "healthInfo", "personalCommunications"] as const;
export type DataKind = (typeof DATA_KINDS)[number];

/** Of every grant: how and in which language to reach the user says something about a person. */
export const OF_EVERY_GRANT: readonly DataKind[] = ["personallyIdentifyingInfo"];
const WITH_SUPPORT: readonly DataKind[] = ["personallyIdentifyingInfo", "healthInfo"];

/** Of a feeling or a plan that the user sends: own words to a company. */
export const OF_OWN_WORDS: readonly DataKind[] = ["personallyIdentifyingInfo", "personalCommunications"];

export const dataOfParts = ({ support }: Pick<GrantedParts, "support">): readonly DataKind[] =>
  support ? WITH_SUPPORT : OF_EVERY_GRANT;

/** Of a document's text. A text that a file brought and that is no document may say anything. */
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
