// House rule of the receiver: its tables and statements use only features that distributed PostgreSQL has too.
import { describe, expect, test } from "vitest";
import { RECEIVER_MIGRATIONS, VERSION_TABLE } from "../../../src/kit/receiver/migrations.ts";
import { HOT, REPORTS, SWEEPS, VERSIONS } from "../../../src/kit/receiver/statements.ts";

const TYPES = ["text", "bytea", "jsonb", "bigint", "boolean", "timestamptz"];

const plainly = (sql: string): string => sql.replace(/\s+/g, " ").trim();

/** The fault of a migration's statement, or null. Anything but these two forms is a fault. */
function faultOf(sql: string): string | null {
  const index = /^CREATE INDEX [a-z_]+ ON [a-z_]+ \([a-z_]+(?:, [a-z_]+)*\)$/;
  const text = plainly(sql);
  if (index.test(text)) return null;
  const [, body] = /^CREATE TABLE (?:IF NOT EXISTS )?[a-z_]+ \( (.*) \)$/.exec(text) ?? [];
  if (body === undefined) return "neither a table nor an index";
  const [columns, keys] = body.split(", PRIMARY KEY ");
  if (!/^\(subject(?:, [a-z_]+)*\)$/.test(keys ?? "")) return "its primary key does not begin with subject";
  const wrong = (columns ?? "").split(", ").find((column) => {
    const [, type] = /^[a-z_]+ ([a-z]+)(?: NOT NULL)?$/.exec(column) ?? [];
    return type === undefined || !TYPES.includes(type);
  });
  return wrong === undefined ? null : `the column ${wrong}`;
}

describe("migrations", () => {
  test.each([...RECEIVER_MIGRATIONS.flat(), VERSION_TABLE].map((sql) => [plainly(sql).slice(0, 60), sql]))(
    "%s …",
    (_, sql) => {
      expect(faultOf(sql)).toBeNull();
    },
  );

  test.each([
    ["CREATE TABLE a ( subject text, n serial, PRIMARY KEY (subject) )", "the column n serial"],
    ["CREATE TABLE a ( subject text, n bigint DEFAULT 1, PRIMARY KEY (subject) )", "the column n bigint DEFAULT 1"],
    [
      "CREATE TABLE a ( subject text, n bigint REFERENCES b, PRIMARY KEY (subject) )",
      "the column n bigint REFERENCES b",
    ],
    [
      "CREATE TABLE a ( subject text, key text, PRIMARY KEY (key, subject) )",
      "its primary key does not begin with subject",
    ],
    ["CREATE TABLE a ( subject text PRIMARY KEY )", "its primary key does not begin with subject"],
    ["CREATE SEQUENCE a", "neither a table nor an index"],
    ["CREATE UNIQUE INDEX a ON b (c)", "neither a table nor an index"],
    ["CREATE TRIGGER a AFTER INSERT ON b EXECUTE FUNCTION c()", "neither a table nor an index"],
  ])("refuses %s", (sql, fault) => {
    expect(faultOf(sql)).toBe(fault);
  });
});

const FORMS = [
  /^INSERT INTO [a-z_]+ \([a-z_, ]+\) VALUES \([a-z0-9$', ]+\) ON CONFLICT \([a-z, ]+\) DO NOTHING RETURNING [a-z]+$/,
  /^(?:SELECT [a-z_, ]+ FROM|DELETE FROM|UPDATE) [a-z_]+ (?:SET [a-z_0-9$={}', A-Z]+ )?WHERE subject = (?:\$1|'schema')(?: AND key = \$2)?(?: AND [a-z_]+ (?:IS NULL|[<=] \$3))?(?: RETURNING key| ORDER BY version DESC LIMIT 1)?$/,
];
const SWEEP_FORMS = [
  /^SELECT [a-z_, ]+ FROM [a-z]+ WHERE \(subject, key\) > \(\$1, \$2\) ORDER BY subject, key LIMIT 500$/,
  /^SELECT subject, key FROM [a-z]+ WHERE [a-z_]+ < \$1 LIMIT 500$/,
];
const FORBIDDEN = /\b(?:JOIN|UNION|LISTEN|NOTIFY|LOCK|nextval|pg_\w+|advisory|RETURN NEXT|WITH|now)\b/i;

describe("statements", () => {
  test.each(Object.values({ ...HOT, ...REPORTS, ...VERSIONS }))("$name names one subject", ({ text }) => {
    expect(
      FORMS.some((form) => form.test(text)),
      text,
    ).toBe(true);
    expect(text).not.toMatch(FORBIDDEN);
  });

  test.each(Object.values(SWEEPS))("$name reads pages of one table", ({ text }) => {
    expect(
      SWEEP_FORMS.some((form) => form.test(text)),
      text,
    ).toBe(true);
    expect(text).not.toMatch(FORBIDDEN);
  });
});
