// Commands that steer sync. Each refuses while sync is off.
import { Refusal } from "../../core/commands/errors.ts";

const refuse = async (): Promise<never> => {
  throw new Refusal("sync-off");
};

export const startSync = refuse;
export const syncNow = refuse;
export const pauseSync = refuse;
export const nameDevice = refuse;
export const forgetDevice = refuse;
export const leaveSync = refuse;
export const eraseVault = refuse;
export const renewVault = refuse;
export const decideErasures = refuse;
export const readLostValues = refuse;
export const restoreLostValue = refuse;
