// The tables, in numbered steps that use only features of distributed PostgreSQL (docs/SCALE.md). Never edit a released
// step.

/**
 * Each step is a list of plain statements. `key` is the sender's Idempotency-Key.
 *
 * - `request` remembers each accepted key. `mac` recognises its body; null once the item is erased.
 * - `item` holds feelings, answers and plans; `preferences` the latest document of a customer.
 * - `report` holds the last report of each section, and the plans and results of studies: its subject is always `report`.
 * - `study` holds the customers who joined a study; `key` is the study's name.
 * - `quarantine` holds invalid texts, for a later version to check again.
 */
export const RECEIVER_MIGRATIONS: readonly (readonly string[])[] = [
  [
    `CREATE TABLE request (
      subject text NOT NULL,
      key text NOT NULL,
      at timestamptz NOT NULL,
      mac text,
      answer jsonb NOT NULL,
      erased_at timestamptz,
      PRIMARY KEY (subject, key)
    )`,
    `CREATE INDEX request_erased_at ON request (erased_at)`,
    `CREATE TABLE item (
      subject text NOT NULL,
      key text NOT NULL,
      kind text NOT NULL,
      at timestamptz NOT NULL,
      known boolean NOT NULL,
      receipt text NOT NULL,
      body jsonb NOT NULL,
      replaced boolean NOT NULL,
      replaces text,
      expires timestamptz,
      promise text,
      promise_by text,
      PRIMARY KEY (subject, key)
    )`,
    `CREATE INDEX item_expires ON item (expires)`,
    `CREATE TABLE preferences (
      subject text NOT NULL,
      key text NOT NULL,
      at timestamptz NOT NULL,
      issued timestamptz NOT NULL,
      expires timestamptz NOT NULL,
      body jsonb NOT NULL,
      PRIMARY KEY (subject)
    )`,
    `CREATE INDEX preferences_expires ON preferences (expires)`,
    `CREATE TABLE quarantine (
      subject text NOT NULL,
      key text NOT NULL,
      kind text NOT NULL,
      at timestamptz NOT NULL,
      known boolean NOT NULL,
      body text NOT NULL,
      reason text NOT NULL,
      PRIMARY KEY (subject, key)
    )`,
    `CREATE INDEX quarantine_at ON quarantine (at)`,
  ],
  [
    `CREATE TABLE report (
      subject text NOT NULL,
      key text NOT NULL,
      at timestamptz NOT NULL,
      body jsonb NOT NULL,
      PRIMARY KEY (subject, key)
    )`,
  ],
  [
    `CREATE TABLE study (
      subject text NOT NULL,
      key text NOT NULL,
      at timestamptz NOT NULL,
      honoured boolean NOT NULL,
      PRIMARY KEY (subject, key)
    )`,
  ],
];

/** Stores the steps that ran. Its subject is always `schema`, so that it follows the rule of all tables. */
export const VERSION_TABLE = `CREATE TABLE IF NOT EXISTS schema_version (
  subject text NOT NULL,
  version bigint NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (subject, version)
)`;
