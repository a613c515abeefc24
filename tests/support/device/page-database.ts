// Dexie takes the IndexedDB of its thread when it loads. Import this before Dexie: otherwise it has none in all later
// files of the thread.
import "fake-indexeddb/auto";
