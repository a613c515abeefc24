// Tells open windows that the record changed, so that they read it again. Carries table names, never content.
import type { TableName } from "../../core/record/tables.ts";

const CHANNEL = "regards-written";

let sender: BroadcastChannel | null = null;

export function broadcastWrite(tables: readonly TableName[]): void {
  sender ??= new BroadcastChannel(CHANNEL);
  sender.postMessage([...new Set(tables)]);
}

/** Calls back after each write in any context; returns the function that stops the calls. */
export function onWrite(callback: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = callback;
  return () => channel.close();
}
