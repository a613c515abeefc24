// An IndexedDB that cannot be opened, like Chromium's with a damaged CURRENT file: every request fails.

function failing(): object {
  const request = {
    error: new DOMException("Internal error opening backing store.", "UnknownError"),
    onerror: null as ((event: unknown) => void) | null,
    addEventListener() {},
  };
  setImmediate(() => request.onerror?.({ target: request, preventDefault() {}, stopPropagation() {} }));
  return request;
}

export const brokenFactory = {
  open: failing,
  deleteDatabase: failing,
  databases: async () => [],
  cmp: () => 0,
} as unknown as IDBFactory;
