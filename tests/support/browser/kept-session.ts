// A storage.session in memory and a background that only answers, for tests of texts that outlive their window.

export interface Message {
  command: string;
  payload: Record<string, unknown>;
}

export const sent: Message[] = [];
/** Content of storage.session. */
export const session = new Map<string, unknown>();

/** The module of the extension API. Every command gets this answer. */
export const polyfillThat = (answer: (message: Message) => unknown) => ({
  default: {
    storage: {
      session: {
        get: async (name: string) => (session.has(name) ? { [name]: session.get(name) } : {}),
        set: async (items: object) => void Object.entries(items).map(([name, value]) => session.set(name, value)),
        remove: async (name: string) => void session.delete(name),
      },
    },
    runtime: {
      sendMessage: async (message: Message) => {
        sent.push(message);
        return { value: answer(message) };
      },
    },
  },
});
