// The third worked example: entered, stored and read in more than one test, written once.
export const LISBON = {
  what: "Lisbon for two",
  verb: "travel" as const,
  when: { earliest: "2027-05", latest: "2027-05" },
  certainty: "likely" as const,
  budget: { max: 500, currency: "GBP", per: "once" as const },
  quantity: 2,
  replies: "one-each" as const,
  via: ["email" as const],
  expires: "2027-05-31",
};
