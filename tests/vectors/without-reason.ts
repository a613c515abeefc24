/** The reason of an invalid result is for people; vectors do not fix its words, only that there are some. */
export function withoutReason(result: object): object {
  if (!("reason" in result)) return result;
  if (typeof result.reason !== "string" || result.reason === "") throw new Error("an invalid result says why");
  const { reason: _, ...rest } = result;
  return rest;
}
