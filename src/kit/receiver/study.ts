// A company's study: measures if customers feel better with an extra use of a preference. Never randomises an opt-out.
import { decidingFor } from "../../signal/deciding-rules.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import { KINDS, type Kind, STYLES, type Style } from "../../signal/vocabulary.ts";

/** An act for customers who ask for it. Its absence harms nobody. */
export type ExtraUse =
  /** Using the style of contact that the customer wishes. */
  | { style: Style }
  /** Writing or calling, on its own initiative, about a kind to which customers say yes. */
  | { kind: Kind; product?: string };

/** Fixed before the first customer joins, since a plan that follows its results proves nothing. */
export interface StudyPlan {
  /** 1 to 40 letters, digits and hyphens. */
  name: string;
  use: ExtraUse;
  /** Number of customers in each arm who must have shared a feeling before anything is shown: 20 to 100,000. */
  customersPerArm: number;
}

/** `honour`: do it for this customer. `usual`: treat the customer as if the wish were not known. */
export type Arm = "honour" | "usual";

/** The plan cannot be a study. The message is a sentence for the company. */
export class StudyRefused extends Error {}

const LEAST_CUSTOMERS_OF_AN_ARM = 20;
const MOST_CUSTOMERS_OF_AN_ARM = 100_000;

/** A wish to be left alone is an opt-out in any part of a document. */
const LEFT_ALONE: readonly Style[] = ["no-upsell"];

/** Throws StudyRefused. Takes any value: plans may come from a file. */
export function checkPlan(value: unknown): StudyPlan {
  const { name, use, customersPerArm } = membersOf(value, ["name", "use", "customersPerArm"]);
  if (typeof name !== "string" || !/^[A-Za-z0-9-]{1,40}$/.test(name))
    throw new StudyRefused("A study needs a name of 1 to 40 letters, digits and hyphens.");
  if (
    typeof customersPerArm !== "number" ||
    !Number.isInteger(customersPerArm) ||
    customersPerArm < LEAST_CUSTOMERS_OF_AN_ARM ||
    customersPerArm > MOST_CUSTOMERS_OF_AN_ARM
  )
    throw new StudyRefused(
      `The study "${name}" needs a planned number of customers of each arm, from ${LEAST_CUSTOMERS_OF_AN_ARM} to ${MOST_CUSTOMERS_OF_AN_ARM}.`,
    );
  return { name, use: checkUse(name, use), customersPerArm };
}

function checkUse(study: string, value: unknown): ExtraUse {
  const { style, kind, product } = membersOf(value, ["style", "kind", "product"]);
  const known = STYLES.find((one) => one === style);
  if (known !== undefined && LEFT_ALONE.includes(known)) throw refusedOptOut(study, `"${known}"`);
  if (known !== undefined && kind === undefined && product === undefined) return { style: known };
  const ofKind = KINDS.find((one) => one === kind);
  if (ofKind === undefined || style !== undefined || (product !== undefined && typeof product !== "string"))
    throw new StudyRefused(
      `The study "${study}" must name one style, or one kind of message to which customers say yes.`,
    );
  return { kind: ofKind, ...(product === undefined ? {} : { product }) };
}

/** Every other member names a part of a document that limits the company, and is never randomised. */
function membersOf(value: unknown, names: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new StudyRefused("A study is an object with name, use and customersPerArm.");
  const strange = Object.keys(value).find((key) => !names.includes(key));
  if (strange !== undefined) throw refusedOptOut(String(Reflect.get(value, "name") ?? ""), `"${strange}"`);
  return { ...value };
}

const refusedOptOut = (study: string, part: string): StudyRefused =>
  new StudyRefused(
    `The study ${study === "" ? "" : `"${study}" `}cannot randomise ${part}. Only an extra use may be left to chance: a style, or writing to those who say yes. A no, an ask, a limit, quiet hours, channels, terms and support needs hold for every customer.`,
  );

/** True if this customer asks for the use today, and lets the company learn from the document. */
export function asksFor(use: ExtraUse, { contact, treatment, purposes }: PreferencesDocument, date: string): boolean {
  if (!purposes.includes("improve") && !purposes.includes("research")) return false;
  if ("style" in use) return treatment?.style?.includes(use.style) === true;
  const { kind, product } = use;
  const asked = product === undefined ? { kind } : { kind, product };
  return decidingFor(contact?.rules ?? [], asked, date)?.want === "yes";
}
