// Pairing over a channel on which an attacker reads and changes texts.
import { beforeAll, describe, expect, test } from "vitest";
import type { WebDavSettings } from "../../../src/core/sync/store-settings.ts";
import { newSecret, recipientOf } from "../../../src/platform/vault/age.ts";
import {
  type BegunPairing,
  checkPairingRequest,
  newPairing,
  openPairingAnswer,
  type PairingAnswer,
  pairingCost,
  sealPairingAnswer,
} from "../../../src/platform/vault/pairing.ts";
import { VAULT } from "../../support/vault/test-vault.ts";

const settings: WebDavSettings = {
  kind: "webdav",
  address: "https://cloud.example/dav/",
  user: "ada",
  password: "hunter2",
};

let begun: BegunPairing;
let answer: PairingAnswer;
beforeAll(async () => {
  expect(pairingCost.iterations).toBeGreaterThanOrEqual(500_000);
  pairingCost.iterations = 1000;
  begun = await newPairing();
  answer = { vault: VAULT, secret: await newSecret(), settings };
});

async function answered(request: string, words: string): Promise<string> {
  const checked = await checkPairingRequest(request, words);
  return "fault" in checked ? checked.fault : sealPairingAnswer(checked, answer);
}

describe("an answer", () => {
  test("reaches the new device, even if the mail adds text", async () => {
    const text = await answered(
      ` ${begun.request.slice(0, 40)}\n${begun.request.slice(40)}`,
      ` ${begun.words.join("-").toUpperCase()} `,
    );
    expect(await openPairingAnswer(begun, text)).toEqual(answer);
    const mailed = `Hello,\r\nhere it is:\r\n\r\n${text.replaceAll("\n", " \r\n")}\r\n-- \r\nAda`;
    expect(await openPairingAnswer(begun, mailed)).toEqual(answer);
  });

  test("is unreadable for everybody else", async () => {
    const text = await answered(begun.request, begun.words.join(" "));
    const body = atob(text.split("\n").slice(1, -2).join(""));
    for (const hidden of [answer.secret, "hunter2", "cloud.example", VAULT]) expect(body).not.toContain(hidden);
    expect(begun.request).not.toContain(begun.words[0]);
    expect(await openPairingAnswer(await newPairing(), text)).toBeNull();
  });
});

describe("a man in the middle", () => {
  test("cannot swap the request: the old device answers only the key that the words belong to", async () => {
    const own = await newPairing();
    const [, tag] = begun.request.split(".");
    const words = begun.words.join(" ");
    expect(await answered(own.request, words)).toBe("words");
    expect(await answered(`${await recipientOf(own.secret)}.${tag}`, words)).toBe("words");
  });

  test("cannot swap the answer: sealing one needs the words", async () => {
    const [recipient = ""] = begun.request.split(".");
    const theirs = { ...answer, settings: { ...settings, address: "https://evil.example/" } };
    for (const words of ["", "wrong words of theirs", begun.words.slice(0, 3).join(" ")])
      expect(await openPairingAnswer(begun, await sealPairingAnswer({ recipient, words }, theirs))).toBeNull();
  });
});

test("damaged requests, words and answers are refused", async () => {
  const words = begun.words.join(" ");
  for (const request of ["", "age1", begun.request.slice(0, -1), `x${begun.request}`, await newSecret()])
    expect(await answered(request, words)).toBe("request");
  expect(await answered(begun.request, `${words}s`)).toBe("words");
  const text = await answered(begun.request, words);
  const lastLine = text.trimEnd().lastIndexOf("\n");
  for (const damaged of ["", "hello", text.slice(0, -40), `${text.slice(0, lastLine)}-${text.slice(lastLine)}`])
    expect(await openPairingAnswer(begun, damaged)).toBeNull();
});
