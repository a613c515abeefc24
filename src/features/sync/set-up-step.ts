// Steps of the set-up: one question each.
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import type { NewVault } from "./set-up.ts";

export type SetUpStep =
  | { at: "place" | "webdav" | "browser" | "folder" | "pair" | "device" }
  | { at: "found"; settings: StoreSettings; vaults: readonly string[] }
  | { at: "join"; settings: StoreSettings; vault: string }
  | { at: "passphrase"; settings: StoreSettings }
  | { at: "kit"; settings: StoreSettings; made: NewVault };

export const SET_UP_STEPS = 4;

/** Position in the set-up, from 1 to SET_UP_STEPS. */
export const stepNumber = ({ at }: SetUpStep): number =>
  ({ place: 1, webdav: 1, browser: 1, folder: 1, pair: 2, found: 2, join: 2, passphrase: 2, kit: 3, device: 4 })[at];

export interface StepProps {
  go: (step: SetUpStep) => void;
}
