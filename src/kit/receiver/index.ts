// Exports of the receiver.
export type { ItemKind } from "./bodies.ts";
export { Busy, type ReceiverDatabase, type Run, type SqlRow, type SqlValue, type Statement } from "./database.ts";
export { exportLines, type Replayed, replay, type Tidied, tidy } from "./housekeeping.ts";
export type { RateLimit } from "./limits.ts";
export { type MigrateOptions, migrate } from "./migrate.ts";
export { openPglite, type PgliteOptions, TRIAL_NOTICE } from "./pglite-database.ts";
export { openPostgres } from "./postgres-database.ts";
export { createReceiver, type Receiver } from "./receiver.ts";
export type { ReceivedItem, ReceiverOptions } from "./receiver-options.ts";
export { type CompanyReport, makeReport, type PromiseDue, type ReportSection, type ReportSubjects } from "./report.ts";
export type { AskedQuestion } from "./report-answers.ts";
export { REPORT_POLICY, REPORT_STYLE, reportPage } from "./report-page.ts";
export { type Running, type ServeOptions, serve } from "./serve.ts";
export { type Acceptance, erase, type Storage, storedDocument, type Words } from "./store.ts";
export type { StudyReport } from "./studies.ts";
export { type Arm, type ExtraUse, type StudyPlan, StudyRefused } from "./study.ts";
export type { StudyResult } from "./study-result.ts";
export { customerOf, handleOf, subjectOf } from "./subject.ts";
