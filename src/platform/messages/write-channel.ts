// Tells open windows that the record changed, so that they read again. Carries table names, never content.
import type { TableName } from "../../core/record/tables.ts";

const CHANNEL = "regards-written";

let sender: BroadcastChannel | null = null;

export function broadcastWrite(tables: readonly TableName[]): void {
  sender ??= new BroadcastChannel(CHANNEL);
  sender.postMessage([...new Set(tables)]);
}

/** Calls back after each write made anywhere; returns how to stop. */
export function onWrite(callback: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = callback;
  return () => channel.close();
}
