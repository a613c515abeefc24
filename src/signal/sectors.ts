// Sectors of companies: named by a participation file, by sector preferences and by the audience of a plan.
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
