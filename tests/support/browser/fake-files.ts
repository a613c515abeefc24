// The origin private file system for one text file: closing the file applies the writes.

interface Kept {
  text: string;
  lastModified: number;
}

export class FakeFiles {
  readonly kept = new Map<string, Kept>();
  /** Writing fails as on a full disk. */
  full = false;

  constructor(private readonly now: () => number) {}

  getDirectory() {
    return Promise.resolve({
      getFileHandle: async (name: string, options: { create?: boolean } = {}) => {
        if (!this.kept.has(name) && options.create !== true) throw new DOMException(name, "NotFoundError");
        if (!this.kept.has(name)) this.kept.set(name, { text: "", lastModified: this.now() });
        return this.handle(name);
      },
      removeEntry: async (name: string) => {
        if (!this.kept.delete(name)) throw new DOMException(name, "NotFoundError");
      },
    });
  }

  private handle(name: string) {
    return {
      getFile: async () => {
        const { text, lastModified } = this.kept.get(name) ?? { text: "", lastModified: 0 };
        return new File([text], name, { lastModified });
      },
      createWritable: async () => {
        let draft = "";
        return {
          write: async (given: string | Blob) => {
            if (this.full) throw new DOMException("full", "QuotaExceededError");
            draft += typeof given === "string" ? given : await given.text();
          },
          close: async () => void this.kept.set(name, { text: draft, lastModified: this.now() }),
          abort: async () => {},
        };
      },
    };
  }
}
