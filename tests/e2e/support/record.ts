// Export and import of the record by the extension itself.
import type { Row } from "../../../src/core/record/change.ts";
import type { TableName } from "../../../src/core/record/tables.ts";
import type { Surface, Tab, TestBrowser } from "./driver.ts";

/** Exists only inside the extension's documents. */
declare const chrome: {
  runtime: { sendMessage(message: object): Promise<{ value?: unknown; error?: { code: string } }> };
};

/** Today's date, here and in the browser. */
export const today = (): string => new Date().toLocaleDateString("en-CA");

/** Sends a command like one of our windows. */
export const tell = (surface: Surface, command: string, payload: object = {}) =>
  surface.evaluate(
    (name, content) => chrome.runtime.sendMessage({ command: name, payload: content }),
    command,
    payload,
  );

export async function rowsIn(browser: TestBrowser, table: TableName): Promise<Row[]> {
  const text = (await tell(browser.extension, "export-record")).value as string;
  return (JSON.parse(text) as { tables: Record<TableName, Row[]> }).tables[table];
}

/** Chooses a file in the file input of My data; both browsers accept a DataTransfer. */
export async function chooseFile(page: Tab, text: string): Promise<void> {
  await page.waitFor(() => document.querySelector('[data-testid="import"]'));
  await page.evaluate((content) => {
    const input = document.querySelector<HTMLInputElement>('[data-testid="import"]');
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "record.json", { type: "application/json" }));
    if (input === null) throw new Error("no file input");
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, text);
}

/** Existing rows: neither removed nor erased. */
export const rowsOf = async (browser: TestBrowser, table: TableName): Promise<Row[]> =>
  (await rowsIn(browser, table)).filter(({ $del, $x }) => $del !== true && !$x);

/** Stored feelings, read without the extension's code, so that the background stays asleep. */
export const storedFeelings = (browser: TestBrowser): Promise<Row[]> =>
  browser.extension.evaluate(
    () =>
      new Promise<Row[]>((done, failed) => {
        const opening = indexedDB.open("regards");
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const held = opening.result;
          const reading = held.transaction("feelings").objectStore("feelings").getAll();
          reading.onerror = () => failed(reading.error);
          reading.onsuccess = () => done(reading.result as Row[]);
          held.close();
        };
      }),
  );
