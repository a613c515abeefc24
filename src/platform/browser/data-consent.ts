// Firefox's own consent to data that leaves the browser: its data collection permissions, asked at the first share.
// Other browsers have none, nor has Firefox where its makers switched it off: there everything counts as agreed.
import { DATA_KINDS, type DataKind } from "../../core/sharing/data-kinds.ts";
import { browser, isFirefox } from "./browser.ts";

/** Predicate over kinds of data. */
export type DataAgreement = (kinds: readonly DataKind[]) => boolean;

/** From the answer of `permissions.getAll`: without a member `data_collection` the browser asks nobody. */
export const agreementOf = ({ data_collection: agreed }: { data_collection?: readonly string[] }): DataAgreement =>
  agreed === undefined ? () => true : (kinds) => kinds.every((kind) => agreed.includes(kind));

/** In Firefox, the permission for these kinds beside one for hosts. */
export const asking = (data: readonly DataKind[]): { data_collection?: DataKind[] } =>
  isFirefox() && data.length > 0 ? { data_collection: [...data] } : {};

export const isAgreed = async (kinds: readonly DataKind[]): Promise<boolean> =>
  !isFirefox() || agreementOf(await browser.permissions.getAll())(kinds);

/** Must be called in the click itself. True without a question where the browser has none. */
export const requestData = (kinds: readonly DataKind[]): Promise<boolean> =>
  isFirefox() ? browser.permissions.request(asking(kinds)) : Promise.resolve(true);

/** Takes back all that was agreed to. */
export async function dropData(): Promise<void> {
  if (isFirefox()) await browser.permissions.remove(asking(DATA_KINDS)).catch(() => false);
}
