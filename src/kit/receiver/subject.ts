// Identifiers of customers: the handle that a company issues, and the subject under which all data of a customer is
// stored.
import { createHmac, timingSafeEqual } from "node:crypto";

const CUSTOMER_MOST_CHARACTERS = 60;
const SECRET_LEAST_CHARACTERS = 32;
const HANDLE = /^([A-Za-z0-9_-]{2,84})\.([A-Za-z0-9_-]{43})$/;

/** Throws for a secret that is too easy to guess. */
export function checkSecret(secret: string): void {
  if (secret.length < SECRET_LEAST_CHARACTERS)
    throw new Error(
      `The secret has fewer than ${SECRET_LEAST_CHARACTERS} characters. Make one: openssl rand -base64 32`,
    );
}

/** Each use of the secret has its own label, so that no value of one use is a value of another. */
const mac = (secret: string, label: string, text: string): Buffer =>
  createHmac("sha256", secret).update(`${label}\n${text}`).digest();

const encoded = (bytes: Buffer): string => bytes.toString("base64url");

/**
 * The handle of a customer, for `cmr:acknowledge`: at most 128 visible characters, always the same. `customer` is the
 * company's own id (1–60 characters), which the customer can read.
 */
export function handleOf(secret: string, customer: string): string {
  if (customer === "" || customer.length > CUSTOMER_MOST_CHARACTERS)
    throw new RangeError(`A customer's id has 1 to ${CUSTOMER_MOST_CHARACTERS} characters.`);
  const bytes = Buffer.from(customer, "utf8");
  // Otherwise two ids could have one handle.
  if (bytes.toString("utf8") !== customer) throw new RangeError("A customer's id has half a character.");
  const name = bytes.toString("base64url");
  const handle = `${name}.${encoded(mac(secret, "handle", name))}`;
  if (handle.length > 128) throw new RangeError("The customer's id is too long for a handle.");
  return handle;
}

/** The customer of a handle; null if this secret did not make it. Takes the same time for every wrong handle. */
export function customerOf(secret: string, handle: string): string | null {
  const [, name = "", given = ""] = HANDLE.exec(handle) ?? [];
  // As text: other letters at the end would give the same bytes, and each spelling would be a customer of its own.
  const expected = Buffer.from(encoded(mac(secret, "handle", name)));
  const received = Buffer.from(given);
  // Compares even if the form is wrong, with a text of the right length.
  const isSame = timingSafeEqual(expected, received.length === expected.length ? received : Buffer.alloc(43));
  return isSame && name !== "" ? Buffer.from(name, "base64url").toString("utf8") : null;
}

/** A customer with a handle, or the sender of one anonymous item, known by that item's key. */
export type ItemSender = { handle: string } | { key: string };

/** 43 characters. Every row of a customer begins with the same subject, which does not reveal the customer. */
export const subjectOf = (secret: string, sender: ItemSender): string =>
  encoded("handle" in sender ? mac(secret, "subject", sender.handle) : mac(secret, "anonymous", sender.key));

/** The arm of a customer in a study: a coin toss with a fixed result, which nobody without the secret can predict. */
export const armOf = (secret: string, study: string, subject: string): "honour" | "usual" =>
  (mac(secret, "study", `${study}\n${subject}`)[0] ?? 0) % 2 === 0 ? "honour" : "usual";

/** The company's reference for one item: 22 characters, the same each time. */
export const receiptOf = (secret: string, subject: string, key: string): string =>
  encoded(mac(secret, "receipt", `${subject}\n${key}`)).slice(0, 22);

/** Recognises the same body again. Keyed, because the bare hash of a short text could be guessed. */
export const bodyMac = (secret: string, body: string): string => encoded(mac(secret, "body", body));
