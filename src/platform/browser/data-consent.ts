// Firefox's own consent to data that leaves the browser: its data collection permissions, requested at the first share
// and for sync. Other browsers have none, and neither has a Firefox in which its distributor turned it off; there all
// kinds are agreed to.
import { DATA_KINDS, type DataKind } from "../../core/sharing/data-kinds.ts";
import { browser, isFirefox } from "./browser.ts";

/** True if the user agreed to these kinds of data. */
export type DataAgreement = (kinds: readonly DataKind[]) => boolean;

/** Reads the answer of `permissions.getAll`. Without a member `data_collection` the browser asks nobody. */
export const agreementOf = ({ data_collection: agreed }: { data_collection?: readonly string[] }): DataAgreement =>
  agreed === undefined ? () => true : (kinds) => kinds.every((kind) => agreed.includes(kind));

/** In Firefox, the permission for these kinds, requested together with one for hosts. */
export const asking = (data: readonly DataKind[]): { data_collection?: DataKind[] } =>
  isFirefox() && data.length > 0 ? { data_collection: [...data] } : {};

export const isAgreed = async (kinds: readonly DataKind[]): Promise<boolean> =>
  !isFirefox() || agreementOf(await browser.permissions.getAll())(kinds);

/** Call it in the click itself. True without a question if the browser has no such consent. */
export const requestData = (kinds: readonly DataKind[]): Promise<boolean> =>
  isFirefox() ? browser.permissions.request(asking(kinds)) : Promise.resolve(true);

/** Withdraws the consent, by default to every kind. */
export async function dropData(kinds: readonly DataKind[] = DATA_KINDS): Promise<void> {
  if (isFirefox()) await browser.permissions.remove(asking(kinds)).catch(() => false);
}
