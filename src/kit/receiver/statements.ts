// Every statement that runs after the migrations. Those of `HOT` name one subject, so that they reach one partition.
import { keysOf, recordOf } from "../../signal/plain-objects.ts";
import type { Statement } from "./database.ts";

const named = <K extends string>(texts: Readonly<Record<K, string>>): Record<Extract<K, string>, Statement> =>
  recordOf(keysOf(texts), (name) => ({ name, text: texts[name].replace(/\s+/g, " ").trim() }));

const KEYED = "WHERE subject = $1 AND key = $2";

export const HOT = named({
  claimRequest: `INSERT INTO request (subject, key, at, mac, answer, erased_at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (subject, key) DO NOTHING RETURNING key`,
  readRequest: `SELECT mac, answer, erased_at FROM request ${KEYED}`,
  unclaimRequest: `DELETE FROM request ${KEYED}`,
  eraseRequest: `UPDATE request SET mac = NULL, answer = '{}', erased_at = $3 ${KEYED} AND erased_at IS NULL RETURNING key`,
  eraseRequests: `UPDATE request SET mac = NULL, answer = '{}', erased_at = $2 WHERE subject = $1 AND erased_at IS NULL
    RETURNING key`,
  forgetRequest: `DELETE FROM request ${KEYED} AND erased_at < $3`,

  storeItem: `INSERT INTO item
    (subject, key, kind, at, known, receipt, body, replaced, replaces, expires, promise, promise_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, false, $8, $9, $10, $11) ON CONFLICT (subject, key) DO NOTHING RETURNING key`,
  markReplaced: `UPDATE item SET replaced = true ${KEYED} AND kind = $3`,
  endItem: `UPDATE item SET expires = $3 ${KEYED} AND expires IS NULL`,
  eraseItem: `DELETE FROM item ${KEYED}`,
  eraseItems: `DELETE FROM item WHERE subject = $1`,

  readPreferences: `SELECT key, issued FROM preferences WHERE subject = $1`,
  storePreferences: `INSERT INTO preferences (subject, key, at, issued, expires, body) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (subject) DO NOTHING RETURNING key`,
  changePreferences: `UPDATE preferences SET key = $3, at = $4, issued = $5, expires = $6, body = $7 ${KEYED} RETURNING key`,
  erasePreferencesOf: `DELETE FROM preferences ${KEYED}`,
  erasePreferences: `DELETE FROM preferences WHERE subject = $1`,
  readDocument: `SELECT body, expires FROM preferences WHERE subject = $1`,

  joinStudy: `INSERT INTO study (subject, key, at, honoured) VALUES ($1, $2, $3, $4)
    ON CONFLICT (subject, key) DO NOTHING RETURNING key`,
  leaveStudies: `DELETE FROM study WHERE subject = $1`,

  quarantine: `INSERT INTO quarantine (subject, key, kind, at, known, body, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (subject, key) DO NOTHING RETURNING key`,
  release: `DELETE FROM quarantine ${KEYED}`,
  releaseAll: `DELETE FROM quarantine WHERE subject = $1`,
});

const AFTER = "WHERE (subject, key) > ($1, $2)";
const PAGE = "ORDER BY subject, key LIMIT 500";

/** Read all subjects, in pages: export, report, replay and housekeeping. They change nothing. */
export const SWEEPS = named({
  pageOfItems: `SELECT subject, key, kind, at, known, receipt, body, replaced, replaces, expires, promise, promise_by
    FROM item ${AFTER} ${PAGE}`,
  pageOfPreferences: `SELECT subject, key, at, issued, expires, body FROM preferences ${AFTER} ${PAGE}`,
  pageOfQuarantine: `SELECT subject, key, kind, at, known, body, reason FROM quarantine ${AFTER} ${PAGE}`,
  pageOfStudies: `SELECT subject, key, at, honoured FROM study ${AFTER} ${PAGE}`,
  oldQuarantine: `SELECT subject, key FROM quarantine WHERE at < $1 LIMIT 500`,
  expiredItems: `SELECT subject, key FROM item WHERE expires < $1 LIMIT 500`,
  expiredPreferences: `SELECT subject, key FROM preferences WHERE expires < $1 LIMIT 500`,
  forgottenRequests: `SELECT subject, key FROM request WHERE erased_at < $1 LIMIT 500`,
});

/** The last report of each section. Its numbers belong to no customer. */
export const REPORTS = named({
  readReport: `SELECT at, body FROM report ${KEYED}`,
  storeReport: `INSERT INTO report (subject, key, at, body) VALUES ($1, $2, $3, $4)
    ON CONFLICT (subject, key) DO NOTHING RETURNING key`,
  changeReport: `UPDATE report SET at = $4, body = $5 ${KEYED} AND at = $3`,
});

export const VERSIONS = named({
  claimVersion: `INSERT INTO schema_version (subject, version, at) VALUES ('schema', $1, $2)
    ON CONFLICT (subject, version) DO NOTHING RETURNING version`,
  newestVersion: `SELECT version FROM schema_version WHERE subject = 'schema' ORDER BY version DESC LIMIT 1`,
});
