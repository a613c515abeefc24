// Health of the stored record: `lost` or `partly-lost` if rows are missing, `unreadable` if the database cannot be opened.
export type RecordHealth = "sound" | "lost" | "partly-lost" | "unreadable";
