// The third worked example, which several tests enter, store and read.
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
