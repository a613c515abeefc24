// `regards init`: asks, and writes the participation file.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { readParticipation } from "../../signal/participation.ts";
import { SECTORS } from "../../signal/sectors.ts";
import { CHANNELS, KINDS, PARTICIPATION_LINK, PARTICIPATION_PATH } from "../../signal/vocabulary.ts";
import { urlOf } from "../../signal/web-address.ts";
import { companyOfHost } from "./company.ts";
import { contentFault } from "./file-checks.ts";
import { draftParticipation } from "./participation-draft.ts";

const QUESTIONS = {
  name: "Name of the company, as customers know it",
  host: "Host of the site, such as www.northbank.example",
  sector: `Kind of company, or nothing (${SECTORS.join(", ")})`,
  privacy: "Email address for questions about privacy, or nothing",
  kinds: `Kinds of contact whose wishes you will follow, or nothing for all (${KINDS.join(", ")})`,
  channels: `Channels by which you make contact, or nothing for all (${CHANNELS.join(", ")})`,
};

/** Returns the exit code: 0 written, 1 the answers are invalid, 2 the file exists. */
export async function init(folder: string | undefined): Promise<number> {
  const place = join(folder ?? (existsSync("public") ? "public" : "."), PARTICIPATION_PATH);
  if (existsSync(place)) {
    console.error(`${place} exists. Delete it, or name another folder: regards init <folder>`);
    return 2;
  }
  const typed = await answersTo(QUESTIONS);
  const answers = { ...typed, host: hostIn(typed.host) };
  const text = draftParticipation(answers, new Date().toISOString().slice(0, 10));
  const result = readParticipation(text, answers.host, companyOfHost);
  if (!result.ok) {
    console.error(`These answers do not make a valid file: ${faultOf(answers.host, result)}`);
    return 1;
  }
  try {
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  } catch (error) {
    console.error(`${place} cannot be written: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
  console.log(`\nWritten: ${place}. Its status is "testing": change it to "live" when you are ready.`);
  console.log(`Next, in the head of each page: <link rel="${PARTICIPATION_LINK}" href="${PARTICIPATION_PATH}">`);
  console.log(`Then: npx regards check https://${answers.host}/`);
  return 0;
}

/** The host of an address that somebody typed or copied: in small letters, in Punycode, without scheme, port and path. */
const hostIn = (typed: string): string =>
  urlOf(/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`)?.hostname ?? typed;

const faultOf = (host: string, { fault, detail }: { fault: string; detail: string }): string =>
  companyOfHost(host) === null
    ? `"${host}" is the host of no company: it has no registrable domain.`
    : contentFault(fault, detail).text;

/** Asks the questions in order. After the end of the input, all further answers are empty. */
async function answersTo<K extends string>(questions: Record<K, string>): Promise<Record<K, string>>;
async function answersTo(questions: Record<string, string>): Promise<Record<string, string>> {
  const reader = createInterface({ input: process.stdin });
  const lines = reader[Symbol.asyncIterator]();
  const answers: Record<string, string> = {};
  for (const [key, question] of Object.entries(questions)) {
    process.stdout.write(`${question}: `);
    const { value, done } = await lines.next();
    answers[key] = done ? "" : value.trim();
  }
  // A terminal does not end; the command would wait for its next line.
  reader.close();
  return answers;
}
