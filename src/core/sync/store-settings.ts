// Settings of the place for sync. They stay on this device, sealed at rest (platform/vault/), and are never part of the
// record.

export interface WebDavSettings {
  kind: "webdav";
  /** URL of the folder, with a trailing slash. */
  address: string;
  user: string;
  password: string;
  /** The user confirmed an unencrypted address on their own network. */
  insecure?: boolean;
}
/** `browser.storage.sync`: preferences, plans and grants only. */
export interface BrowserSettings {
  kind: "browser";
}
/** A folder on this computer, whose handle the key store holds. */
export interface FolderSettings {
  kind: "folder";
  /** Name of the folder, for display. */
  name: string;
}
export type StoreSettings = WebDavSettings | BrowserSettings | FolderSettings;
