// A fake in memory of the parts of webextension-polyfill that src/platform uses. Its state outlives the worker; each
// start gets an interface of its own, whose calls never return once that worker is dead.
import english from "../../../public/_locales/en/messages.json" with { type: "json" };
import { type Life, never } from "../device/life.ts";
import { FakeHeaderRules } from "./fake-header-rules.ts";
import { FakePermissions, type Model } from "./fake-permissions.ts";
import { FakeScripts, type Script } from "./fake-scripts.ts";

export type Listener = (...args: unknown[]) => unknown;

export class FakeEvent {
  readonly listeners = new Set<Listener>();
  readonly face = {
    addListener: (listener: Listener) => void this.listeners.add(listener),
    removeListener: (listener: Listener) => void this.listeners.delete(listener),
    hasListener: (listener: Listener) => this.listeners.has(listener),
  };
}

const EVENTS = [
  "message",
  "connected",
  "installed",
  "startup",
  "alarm",
  "permitted",
  "unpermitted",
  "activated",
  "updated",
  "focused",
  "session",
] as const;
export type EventName = (typeof EVENTS)[number];

export interface FakeTab {
  id: number;
  url: string;
  active?: boolean;
  windowId?: number;
  /** The popup was opened on this tab: activeTab. */
  activated?: boolean;
  /** One of our content scripts listens in this tab. */
  listening?: boolean;
  /** The page is busy and never answers a message. */
  busy?: boolean;
}

interface ButtonPart {
  tabId?: number;
  text?: string;
  title?: string;
}

export class FakeBrowser {
  readonly id = "abcdefghijklmnopabcdefghijklmnop";
  readonly root: string;
  readonly permissions: FakePermissions;
  readonly rules: FakeHeaderRules;
  readonly scripts = new FakeScripts();
  readonly areas = { local: new Map<string, unknown>(), session: new Map<string, unknown>() };
  /** The toolbar button's state for one tab. */
  readonly marks = new Map<number, ButtonPart>();
  readonly alarms = new Map<string, { periodInMinutes?: number; when?: number; scheduledTime?: number }>();
  tabs: FakeTab[] = [];
  opened: string[] = [];
  /** The window of the tabs has the focus. */
  focused = true;
  /** The toolbar button's state for all tabs. */
  badge = { text: "", title: "" };
  shortcut = "Alt+Shift+R";
  told: { tab: number; message: unknown }[] = [];
  /** Return value of an injected function; the page cannot be read without one. */
  inject: ((tab: number, args: unknown[]) => unknown) | null = null;
  /** Access level of storage.local; null if the browser has no such switch. */
  localAccess: string | null = "TRUSTED_AND_UNTRUSTED_CONTEXTS";
  /** storage.local refuses: the disk is full. */
  localFull = false;
  /** Removing from storage.session waits for this promise, or fails with it. */
  beforeForgetting: () => Promise<void> = async () => {};
  /** A read of storage.session takes its values, then waits for this promise. */
  beforeTelling: (key: string | null) => Promise<void> = async () => {};
  /** Closes the window that connected last. */
  hangUp: () => void = () => {};
  /** An event starts a worker if none runs. */
  wake: () => Promise<unknown> = async () => {};
  events = freshEvents();

  constructor(model: Model = "chromium") {
    this.root = `${model === "firefox" ? "moz" : "chrome"}-extension://${this.id}/`;
    this.permissions = new FakePermissions(model);
    this.rules = new FakeHeaderRules(model);
  }

  async fire(name: EventName, ...args: unknown[]): Promise<void> {
    await this.wake();
    for (const listener of this.events[name].listeners) listener(...args);
  }

  permit(...origins: string[]): Promise<void> {
    return this.tell("permitted", this.permissions.add(origins), []);
  }

  async unpermit(...origins: string[]): Promise<true> {
    await this.tell("unpermitted", this.permissions.remove(origins), []);
    return true;
  }

  /** The user's answers about data in the browser's own settings. */
  agree = (...kinds: string[]): Promise<void> => this.tell("permitted", [], this.permissions.agree(kinds));
  disagree = (...kinds: string[]): Promise<void> => this.tell("unpermitted", [], this.permissions.disagree(kinds));

  private async tell(name: "permitted" | "unpermitted", origins: string[], data: string[]): Promise<void> {
    if (origins.length + data.length > 0) await this.fire(name, { origins, ...this.withData(data) });
  }

  private withData = (data: Iterable<string>): object =>
    this.permissions.data === null ? {} : { data_collection: [...data] };

  /** Closes the browser, and drops all state that does not outlive it. Kill its worker separately. */
  close(): void {
    this.rules.stores.session = [];
    for (const [id, script] of this.scripts) if (script.persistAcrossSessions === false) this.scripts.delete(id);
    this.areas.session.clear();
    this.tabs = [];
  }

  /** A tab's own value overrides the value for all tabs. */
  private mark({ tabId, ...part }: ButtonPart): void {
    if (tabId === undefined) Object.assign(this.badge, part);
    else this.marks.set(tabId, { ...this.marks.get(tabId), ...part });
  }

  private seen = (tab: FakeTab): Omit<FakeTab, "listening"> => {
    const { listening: _, busy: __, activated = false, url, ...rest } = { windowId: 1, ...tab };
    const { protocol, hostname } = new URL(url);
    const shown =
      activated || (/^https?:$/.test(protocol) && this.permissions.contains([`${protocol}//${hostname}/*`]));
    return shown ? { ...rest, url } : ({ ...rest } as FakeTab);
  };

  /** The interface of one worker: fresh listeners, and calls that never return after its life. */
  attach(life: Life): Record<string, unknown> {
    this.events = freshEvents();
    const call =
      <A extends unknown[], R>(work: (...args: A) => R | Promise<R>) =>
      async (...args: A): Promise<R> =>
        life.spend() ? work(...(structuredClone(args) as A)) : never<R>();
    const {
      connected,
      permitted,
      unpermitted,
      message,
      installed,
      startup,
      alarm,
      activated,
      updated,
      focused,
      session,
    } = this.events;
    return {
      runtime: {
        id: this.id,
        getURL: (path: string) => this.root + path,
        onMessage: message.face,
        onConnect: connected.face,
        connect: ({ name }: { name: string }) => this.connect(name, connected),
        sendMessage: call((sent: unknown) => this.ask(sent)),
        onInstalled: installed.face,
        onStartup: startup.face,
      },
      extension: { inIncognitoContext: false },
      permissions: this.permissionsFor(call, permitted, unpermitted),
      declarativeNetRequest: {
        getDynamicRules: call(() => this.rules.get()),
        updateDynamicRules: call((update: object) => this.rules.update(update)),
        getSessionRules: call(() => this.rules.get("session")),
        updateSessionRules: call((update: object) => this.rules.update(update, "session")),
      },
      scripting: this.scriptingFor(call),
      storage: {
        local: { ...this.area(call, "local"), ...this.accessFor(call) },
        session: { ...this.area(call, "session"), onChanged: session.face },
      },
      commands: { getAll: call(() => [{ name: "_execute_action", shortcut: this.shortcut }]) },
      action: {
        setBadgeText: call((part: ButtonPart) => this.mark(part)),
        setBadgeBackgroundColor: call(() => {}),
        setTitle: call((part: ButtonPart) => this.mark(part)),
        getBadgeText: call(({ tabId }: ButtonPart) => this.marks.get(tabId ?? -1)?.text ?? this.badge.text),
        getTitle: call(({ tabId }: ButtonPart) => this.marks.get(tabId ?? -1)?.title ?? this.badge.title),
      },
      alarms: {
        onAlarm: alarm.face,
        get: call((name: string) => this.alarms.get(name)),
        clear: call((name: string) => this.alarms.delete(name)),
        create: (name: string, info: { when?: number }) => {
          if (info.when !== undefined && !Number.isFinite(info.when)) throw new TypeError("Invalid value for when.");
          this.alarms.set(name, info);
        },
      },
      windows: { onFocusChanged: focused.face, get: call(() => ({ id: 1, focused: this.focused })) },
      i18n: { getMessage: (key: keyof typeof english) => english[key].message },
      tabs: {
        onActivated: activated.face,
        onUpdated: updated.face,
        query: call((by: { active?: boolean }) =>
          this.tabs.filter((tab) => by.active === undefined || by.active === (tab.active === true)).map(this.seen),
        ),
        get: call((id: number) => this.seen(this.tab(id))),
        create: call(({ url }: { url: string }) => void this.opened.push(url)),
        sendMessage: call((tab: number, sent: unknown) => {
          if (this.tab(tab).listening !== true) throw new Error("Receiving end does not exist.");
          this.told.push({ tab, message: sent });
          return this.tab(tab).busy === true ? never<void>() : undefined;
        }),
      },
    };
  }

  /** A message from one of our own windows, with the sender that both browsers report. */
  private connect(name: string, connected: FakeEvent): object {
    const gone = new FakeEvent();
    const port = { name, sender: { url: `${this.root}popup.html` }, onDisconnect: gone.face };
    for (const listener of connected.listeners) listener(port);
    this.hangUp = () => {
      for (const listener of gone.listeners) listener(port);
    };
    return port;
  }

  private ask(message: unknown): Promise<unknown> {
    const [listener] = this.events.message.listeners;
    if (listener === undefined) throw new Error("Could not establish connection. Receiving end does not exist.");
    return new Promise((resolve) => void listener(message, { id: this.id, url: `${this.root}popup.html` }, resolve));
  }

  private tab(id: number): FakeTab {
    const tab = this.tabs.find((candidate) => candidate.id === id);
    if (tab === undefined) throw new Error(`No tab with id: ${id}.`);
    return tab;
  }

  private permissionsFor(call: Call, permitted: FakeEvent, unpermitted: FakeEvent) {
    type Asked = { origins?: string[]; data_collection?: string[] };
    return {
      onAdded: permitted.face,
      onRemoved: unpermitted.face,
      contains: call(
        ({ origins = [], data_collection: data = [] }: Asked) =>
          this.permissions.contains(origins) && this.permissions.missingData(data).length === 0,
      ),
      getAll: call(() => ({
        origins: [...this.permissions.held],
        permissions: [],
        ...this.withData(this.permissions.data ?? []),
      })),
      remove: call(async ({ origins = [], data_collection: data = [] }: Asked) => {
        await this.tell("unpermitted", this.permissions.remove(origins), this.permissions.disagree(data));
        return true;
      }),
      request: call(async ({ origins = [], data_collection: data = [] }: Asked) => {
        if (!this.permissions.inClick) throw new Error("This function must be called during a user gesture");
        const missing = this.permissions.missingData(data);
        if (missing.length > 0 || this.permissions.asks(origins)) {
          this.permissions.asked.push([...origins, ...missing]);
          if (this.permissions.answer === null) return never<boolean>();
          if (!this.permissions.answer) return false;
        }
        const added = this.permissions.add(this.permissions.missing(origins, missing.length > 0));
        await this.tell("permitted", added, this.permissions.agree(missing));
        return true;
      }),
    };
  }

  private accessFor(call: Call): object {
    if (this.localAccess === null) return {};
    return {
      setAccessLevel: call(({ accessLevel }: { accessLevel: string }) => {
        this.localAccess = accessLevel;
      }),
    };
  }

  private scriptingFor(call: Call) {
    const { scripts } = this;
    return {
      getRegisteredContentScripts: call(({ ids }: { ids?: string[] } = {}) => scripts.found(ids)),
      registerContentScripts: call((given: Script[]) => scripts.register(given)),
      updateContentScripts: call((given: Script[]) => scripts.update(given)),
      unregisterContentScripts: call(({ ids }: { ids: string[] }) => scripts.unregister(ids)),
      // A function cannot be cloned, so it does not go through `call`.
      executeScript: async ({ target, args }: { target: { tabId: number }; args?: unknown[] }) => {
        if (this.inject === null) throw new Error("Cannot access contents of the page.");
        return [{ frameId: 0, result: await this.inject(target.tabId, args ?? []) }];
      },
    };
  }

  /** One of our windows writes to storage.session, with or without a background. */
  async keep(key: string, newValue: unknown): Promise<void> {
    this.areas.session.set(key, structuredClone(newValue));
    await this.fire("session", { [key]: { newValue } });
  }

  private area(call: Call, name: "local" | "session") {
    const held = this.areas[name];
    return {
      get: call(async (key: string | null) => {
        const found = structuredClone(Object.fromEntries([...held].filter(([one]) => key === null || one === key)));
        if (name === "session") await this.beforeTelling(key);
        return found;
      }),
      set: call((values: Record<string, unknown>) => {
        if (name === "local" && this.localFull) throw new Error("QUOTA_BYTES quota exceeded");
        for (const [key, value] of Object.entries(values)) held.set(key, structuredClone(value));
      }),
      remove: call(async (keys: string | string[]) => {
        if (name === "session") await this.beforeForgetting();
        for (const key of [keys].flat()) held.delete(key);
      }),
      clear: call(() => held.clear()),
    };
  }
}

type Call = <A extends unknown[], R>(work: (...args: A) => R | Promise<R>) => (...args: A) => Promise<R>;

const freshEvents = (): Record<EventName, FakeEvent> =>
  Object.fromEntries(EVENTS.map((name) => [name, new FakeEvent()])) as Record<EventName, FakeEvent>;
