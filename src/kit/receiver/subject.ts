// Names of customers: the handle that a company gives out, and the subject under which all of a customer is stored.
import { createHmac, timingSafeEqual } from "node:crypto";

const CUSTOMER_MOST_CHARACTERS = 60;
const SECRET_LEAST_CHARACTERS = 32;
const HANDLE = /^([A-Za-z0-9_-]{2,84})\.([A-Za-z0-9_-]{43})$/;

/** Throws for a secret that could be guessed. */
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
 * The handle for a customer, for `cmr:acknowledge`: at most 128 visible characters, the same each time. `customer` is
 * the company's own id (1–60 characters); the customer can read it.
 */
export function handleOf(secret: string, customer: string): string {
  if (customer === "" || customer.length > CUSTOMER_MOST_CHARACTERS)
    throw new Error(`A customer's id has 1 to ${CUSTOMER_MOST_CHARACTERS} characters.`);
  const name = Buffer.from(customer, "utf8").toString("base64url");
  const handle = `${name}.${encoded(mac(secret, "handle", name))}`;
  if (handle.length > 128) throw new Error("The customer's id is too long for a handle.");
  return handle;
}

/** The customer of a handle; null if this secret did not make it. Takes the same time for every wrong one. */
export function customerOf(secret: string, handle: string): string | null {
  const [, name = "", given = ""] = HANDLE.exec(handle) ?? [];
  const expected = mac(secret, "handle", name);
  const received = Buffer.from(given, "base64url");
  // Compared even if the form is wrong, and against bytes of the right length.
  const isSame = timingSafeEqual(expected, received.length === expected.length ? received : Buffer.alloc(32));
  return isSame && name !== "" ? Buffer.from(name, "base64url").toString("utf8") : null;
}

/** A customer with a handle, or the sender of one anonymous item, known by that item's key. */
export type ItemSender = { handle: string } | { key: string };

/** 43 characters. Every row of one customer begins with the same subject, and tells nobody which customer it is. */
export const subjectOf = (secret: string, sender: ItemSender): string =>
  encoded("handle" in sender ? mac(secret, "subject", sender.handle) : mac(secret, "anonymous", sender.key));

/** The arm of a customer in a study: a coin that falls the same each time, and whose sides nobody without the secret knows. */
export const armOf = (secret: string, study: string, subject: string): "honour" | "usual" =>
  (mac(secret, "study", `${study}\n${subject}`)[0] ?? 0) % 2 === 0 ? "honour" : "usual";

/** The company's reference for one item: 22 characters, the same each time. */
export const receiptOf = (secret: string, subject: string, key: string): string =>
  encoded(mac(secret, "receipt", `${subject}\n${key}`)).slice(0, 22);

/** Recognises the same body again. Keyed, because a short text could be guessed from its bare hash. */
export const bodyMac = (secret: string, body: string): string => encoded(mac(secret, "body", body));
