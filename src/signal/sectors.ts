// Sectors of companies, for participation files, sector preferences and the audience of a plan.
export const SECTORS = [
  "bank",
  "insurance",
  "telecom",
  "energy-water",
  "retail",
  "grocery",
  "travel",
  "transport",
  "health",
  "public",
  "media",
  "software",
  "education",
  "charity",
  "housing",
  "food",
  "leisure",
  "other",
] as const;
export type Sector = (typeof SECTORS)[number];
