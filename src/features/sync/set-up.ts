// Contract of the set-up of sync, which runs in the dashboard: it derives keys and needs clicks for permissions.
import type { StoreSettings } from "../../core/sync/store-settings.ts";

/** A vault that was created and is not used yet: the set-up ends only after the recovery code has been confirmed. */
export interface NewVault {
  vault: string;
  /** AGE-SECRET-KEY-1…: 74 characters. */
  recoveryCode: string;
  /** Generated passphrase, or the user's own; null for a vault without a wrapped key in the place. */
  passphrase: string | null;
}

export type SetUp = {
  /** Vaults in the place. Throws a RemoteFault. */
  findVaults(settings: StoreSettings): Promise<string[]>;
  /** Writes README.txt, vault.age and keys/, each read back. Throws a RemoteFault. */
  createVault(settings: StoreSettings, passphrase: string | null): Promise<NewVault>;
  /** Stores the keys on this device. Throws a Refusal (`wrong-recovery-code`) unless `typed` is the code. */
  finishVault(settings: StoreSettings, made: NewVault, typed: string): Promise<void>;
  /**
   * Opens an existing vault with its passphrase or recovery code and stores its keys on this device. Throws a Refusal
   * (`wrong-passphrase`, `wrong-recovery-code`, `other-vault`); then nothing is stored.
   */
  joinVault(settings: StoreSettings, vault: string, secret: string): Promise<void>;
};
