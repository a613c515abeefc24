// Dexie takes the IndexedDB of its thread when it loads. Load this before: a first file that loads Dexie without one would
// leave none to the next.
import "fake-indexeddb/auto";
