// Opens a vault with its passphrase or its recovery code.
import { Refusal } from "../../core/commands/errors.ts";
import type { RemoteStore } from "../../core/sync/remote-store.ts";
import { VaultFault } from "../../core/sync/vault-codec.ts";
import { secretBehind } from "../../platform/vault/key-files.ts";
import { FIRST_MARKER, newestMarker, type OpenedVault, openByMarker } from "../../platform/vault/marker.ts";
import { looksLikeRecoveryCode, readRecoveryCode } from "../../platform/vault/recovery.ts";

/**
 * `typed` is the passphrase or the recovery code. Throws a Refusal (`wrong-passphrase`, `no-passphrase`,
 * `wrong-recovery-code`, `old-recovery-code`, `other-vault`, `vault-missing`, `vault-newer`), or a RemoteFault.
 */
export async function openVault(store: RemoteStore, vault: string, typed: string): Promise<OpenedVault> {
  if ((await store.get(FIRST_MARKER)) === null) throw new Refusal("vault-missing");
  const secret = await secretOf(store, typed);
  try {
    return await openByMarker(store, vault, secret);
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
    throw await refusalOf(error, store);
  }
}

async function secretOf(store: RemoteStore, typed: string): Promise<string> {
  if (!looksLikeRecoveryCode(typed)) return secretBehind(store, typed);
  const code = readRecoveryCode(typed);
  if ("fault" in code) throw new Refusal("wrong-recovery-code", code.fault);
  return code.secret;
}

async function refusalOf({ code }: VaultFault, store: RemoteStore): Promise<Refusal> {
  if (code === "newer") return new Refusal("vault-newer");
  if (code !== "unreadable") return new Refusal("other-vault", code);
  const { epoch } = await newestMarker(store);
  return new Refusal(epoch === 1 ? "wrong-recovery-code" : "old-recovery-code");
}
