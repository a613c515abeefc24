// WebDAV addresses of storage that people already have, so that nobody needs to know the term. The source of each is
// noted: the provider's own pages, or the list of Cryptomator (docs.cryptomator.org, "Access via WebDAV").

export interface Provider {
  id: string;
  /** The name is the same in each language; "" for the entry of any other server, which the interface names. */
  name: string;
  /** With blanks for the user to fill in: {user}, {host}, {drive} and {share}. Ends with a slash. */
  address: string;
  /** Page to make a password for apps, perhaps with the blank {host}; null if none is known or needed. */
  passwordPage: string | null;
}

export const BLANKS = ["user", "host", "drive", "share"] as const;
export type Blank = (typeof BLANKS)[number];

/** A folder of its own: some providers slow down or refuse apps that work in the first folder. */
const FOLDER = "Regards/";

/** Common ones first, self-hosted servers last. */
export const PROVIDERS: readonly Provider[] = [
  {
    id: "nextcloud",
    name: "Nextcloud",
    // docs.nextcloud.com, user manual, "Access files using WebDAV"; app passwords: "Manage connected devices".
    address: `https://{host}/remote.php/dav/files/{user}/${FOLDER}`,
    passwordPage: "https://{host}/settings/user/security",
  },
  {
    id: "owncloud",
    name: "ownCloud",
    // Cryptomator's list.
    address: `https://{host}/remote.php/webdav/${FOLDER}`,
    passwordPage: "https://{host}/settings/personal?sectionid=security",
  },
  {
    id: "koofr",
    name: "Koofr",
    // Cryptomator's list; page of passwords: rclone.org/koofr.
    address: `https://app.koofr.net/dav/Koofr/${FOLDER}`,
    passwordPage: "https://app.koofr.net/app/admin/preferences/password",
  },
  {
    id: "kdrive",
    name: "Infomaniak kDrive",
    // infomaniak.com, support, "Set up Joplin to use kDrive via WebDAV": the number in the address of the kDrive.
    address: `https://{drive}.connect.kdrive.infomaniak.com/${FOLDER}`,
    passwordPage: "https://manager.infomaniak.com/v3/profile/application-password",
  },
  {
    id: "mailbox",
    name: "mailbox.org",
    // kb.mailbox.org, "WebDAV for Linux": the first level holds the folders of user and team.
    address: `https://dav.mailbox.org/servlet/webdav.infostore/Userstore/${FOLDER}`,
    passwordPage: null,
  },
  {
    id: "fastmail",
    name: "Fastmail",
    // fastmail.help, "Server names and ports", as GNOME Online Accounts cites it. Needs a password for apps.
    address: `https://myfiles.fastmail.com/${FOLDER}`,
    passwordPage: "https://app.fastmail.com/settings/security",
  },
  {
    id: "hidrive",
    name: "STRATO HiDrive",
    // Cryptomator's list; HiDrive puts each user's files under /users.
    address: `https://webdav.hidrive.strato.com/users/{user}/${FOLDER}`,
    passwordPage: null,
  },
  {
    id: "magentacloud",
    name: "MagentaCLOUD",
    // Cryptomator's list, and the settings page of MagentaCLOUD itself.
    address: `https://magentacloud.de/remote.php/webdav/${FOLDER}`,
    passwordPage: null,
  },
  // Cryptomator's list, as the next ones.
  { id: "gmx", name: "GMX MediaCenter", address: `https://webdav.mc.gmx.net/${FOLDER}`, passwordPage: null },
  { id: "webde", name: "WEB.DE", address: `https://webdav.smartdrive.web.de/${FOLDER}`, passwordPage: null },
  { id: "pcloud-eu", name: "pCloud (EU)", address: `https://ewebdav.pcloud.com/${FOLDER}`, passwordPage: null },
  { id: "pcloud-us", name: "pCloud (US)", address: `https://webdav.pcloud.com/${FOLDER}`, passwordPage: null },
  {
    id: "hetzner",
    name: "Hetzner Storage Box",
    address: `https://{user}.your-storagebox.de/${FOLDER}`,
    passwordPage: null,
  },
  {
    id: "synology",
    name: "Synology",
    // Package "WebDAV Server", whose encrypted port is 5006. The first level holds the shared folders.
    address: `https://{host}:5006/{share}/${FOLDER}`,
    passwordPage: null,
  },
  // Apache, nginx, rclone, and any other server: only its owner knows the address.
  { id: "own", name: "", address: "https://{host}/", passwordPage: null },
];

/** Blanks of a provider's address, in the order of BLANKS. */
export const blanksOf = ({ address }: Provider): Blank[] => BLANKS.filter((blank) => address.includes(`{${blank}}`));

/** The address with its blanks filled in. A host may have a port and a path; other values are one part of the address. */
export const filledIn = (pattern: string, values: Readonly<Partial<Record<Blank, string>>>): string =>
  BLANKS.reduce((address, blank) => {
    const value = (values[blank] ?? "").trim();
    const text = blank === "host" ? value.replace(/^https?:\/\//i, "").replace(/\/+$/, "") : encodeURIComponent(value);
    return address.replaceAll(`{${blank}}`, () => text);
  }, pattern);
