// Keys of an invented vault.
import { newSecret } from "../../../src/platform/vault/age.ts";
import { keysOfSecret } from "../../../src/platform/vault/secret.ts";
import type { VaultKeys } from "../../../src/platform/vault/vault-keys.ts";

export const VAULT = "v1-0123456789abcdefghij";

export interface TestVault extends VaultKeys {
  secret: string;
}

export async function testVault(vault = VAULT): Promise<TestVault> {
  const secret = await newSecret();
  return { vault, secret, epochs: [await keysOfSecret(secret, 1)], settings: { kind: "browser" } };
}
