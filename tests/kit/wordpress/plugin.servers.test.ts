// The WordPress plugin in the distribution's PHP, with stubs of WordPress's functions: every file that its settings can make is
// one that a browser takes, and nothing is published or promised without them.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { companyOf } from "../../../src/core/companies/company.ts";
import { readParticipation } from "../../../src/signal/participation.ts";
import { SECTORS } from "../../../src/signal/sectors.ts";
import { outputOf, ROOT } from "../../support/kit/vector-tasks.ts";

const STRICT = ["-d", "zend.assertions=1", "-d", "error_reporting=-1", "-d", "display_errors=stderr"];

interface Answer {
  stored: Record<string, unknown>;
  again: boolean;
  faults: string[];
  file: { hosts: string[]; products?: unknown; company: object } | null;
  head: string;
  headers: Record<string, string>;
  offers: boolean;
}
interface Case {
  settings: object;
  home?: string;
  header?: string;
  headers?: Record<string, string>;
}

async function answersTo(cases: readonly Case[]): Promise<Answer[]> {
  const program = spawn("php", [...STRICT, join(ROOT, "tests/support/kit/wordpress-answers.php")]);
  program.stdin.end(JSON.stringify(cases.map((one) => ({ home: "https://www.shop.example", ...one }))));
  const [output, faults] = await Promise.all([text(program.stdout), text(program.stderr)]);
  expect(faults).toBe("");
  return (JSON.parse(output) as { answers: Answer[] }).answers;
}

const GOOD = {
  on: "1",
  status: "live",
  name: "The Shop",
  sector: "retail",
  privacy: "privacy@shop.example",
  kinds: ["offers", "service"],
  channels: ["email"],
  products: "bike: Bicycles\r\nlock: Locks: all of them\n\n",
};
const LINK = '<link rel="cmr-participation" href="/.well-known/cmr-participation.json">\n';

const isTaken = ({ file }: Answer) => readParticipation(JSON.stringify(file), file?.hosts[0] ?? "", companyOf);

test("every file of the plugin has no syntax errors", async () => {
  const files = readdirSync(join(ROOT, "src/kit/wordpress")).filter((name) => name.endsWith(".php"));
  expect(files.length).toBeGreaterThan(3);
  for (const file of files)
    expect(await outputOf("php", ["-l", join(ROOT, "src/kit/wordpress", file)])).toContain("No syntax errors");
});

test("the settings give a file that the extension accepts, the link and the headers", async () => {
  const [answer] = await answersTo([
    { settings: GOOD, headers: { Vary: "Accept-Encoding", "Cache-Control": "max-age=9" } },
  ]);
  expect(answer?.faults).toEqual([]);
  expect(answer?.file).toMatchObject({
    cmr: "0.1",
    status: "live",
    company: { name: "The Shop", sector: "retail", contact: { privacy: "privacy@shop.example" } },
    hosts: ["www.shop.example"],
    honours: { kinds: ["service", "offers"], channels: ["email"] },
    products: [
      { id: "bike", label: { en: "Bicycles" } },
      { id: "lock", label: { en: "Locks: all of them" } },
    ],
  });
  if (answer !== undefined) expect(isTaken(answer)).toMatchObject({ ok: true });
  expect(answer?.head).toBe(LINK);
  expect(answer?.headers).toEqual({
    Vary: "Accept-Encoding, Sec-CMR-Preferences",
    "Cache-Control": "private, no-cache",
  });
});

test("without the switch, a name or the root of the host, the plugin publishes nothing and leaves pages unchanged", async () => {
  const answers = await answersTo([
    { settings: { ...GOOD, on: undefined } },
    { settings: { ...GOOD, name: " \u200b\u3164\u2800 " } },
    { settings: GOOD, home: "https://www.shop.example/blog" },
    { settings: {} },
  ]);
  for (const { file, head, headers } of answers) expect([file, head, headers]).toEqual([null, "", {}]);
  expect(answers[1]?.faults).toEqual(["Write the company’s name: without one the file is not published."]);
});

test("for any form data, the extension accepts the file, and the faults are sentences without markup", async () => {
  const strange = [
    "",
    "x".repeat(300),
    "<script>alert(1)</script>",
    "a\u0000\u202eb",
    "😀".repeat(130),
    `${"x".repeat(119)} y`,
    `bike: ${"😀".repeat(80)}`,
    ["list"],
    7,
    null,
    { a: 1 },
  ];
  const cases = strange.flatMap((value) =>
    Object.keys(GOOD).map((key) => ({ settings: { ...GOOD, name: "The Shop", [key]: value } })),
  );
  const lines = "a:\n:b\n<i>: c\nid: \u200b\nbike: One\nbike: Two\nok: Fine";
  const answers = await answersTo([...cases, { settings: { ...GOOD, products: lines, privacy: "<nobody>" } }]);
  for (const answer of answers) {
    if (answer.file !== null) expect(isTaken(answer)).toMatchObject({ ok: true });
    expect(answer.again).toBe(true);
    expect(answer.faults.join()).not.toMatch(/[<>]/);
  }
  expect(answers.at(-1)?.file?.products).toMatchObject([{ id: "bike", label: { en: "One" } }, { id: "ok" }]);
  expect(answers.at(-1)?.faults).toHaveLength(6);
  expect(answers.at(-1)?.stored).toMatchObject({ products: lines, privacy: "" });
});

test("a file of many long products has at most 65,536 bytes", async () => {
  const products = Array.from({ length: 200 }, (_, at) => `${"x".repeat(77)}${at}: ${"漢".repeat(80)}`).join("\n");
  const [answer] = await answersTo([{ settings: { ...GOOD, products } }]);
  expect(Buffer.byteLength(JSON.stringify(answer?.file))).toBeLessThanOrEqual(65_536);
  if (answer !== undefined) expect(isTaken(answer)).toMatchObject({ ok: true });
});

test("only a header with a yes allows an offer", async () => {
  const headers = [
    "v=1, yes=(offers)",
    "v=1, no=(offers)",
    "v=1, ask=(offers)",
    "",
    "yes=(offers)",
    "v=1, yes=(offers), more",
  ];
  const answers = await answersTo(headers.map((header) => ({ settings: GOOD, header })));
  expect(answers.map(({ offers }) => offers)).toEqual([true, false, false, false, false, false]);
});

test("a stricter Cache-Control stays", async () => {
  const [answer] = await answersTo([{ settings: GOOD, headers: { "Cache-Control": "no-store, private" } }]);
  expect(answer?.headers["Cache-Control"]).toBe("no-store, private");
});

test("the plugin knows the sectors of the protocol", async () => {
  const answers = await answersTo(SECTORS.map((sector) => ({ settings: { ...GOOD, sector } })));
  expect(answers.map(({ file }) => file?.company)).toEqual(
    SECTORS.map((sector) => expect.objectContaining({ sector })),
  );
});
