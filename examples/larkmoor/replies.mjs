// The park's replies to plans, answers and feelings, and its promises with a date. Without effects, since the receiver
// may ask twice for one item.
const DAYS_TO_HOLD = 7;
const DAYS_TO_CALL_BACK = 3;

const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export function replyTo({ kind, body }) {
  if (kind === "plan") return replyToPlan(body.plan);
  if (kind === "answer") return { reply: `Thank you. We note: ${body.answer.choice ?? "your answer"}.` };
  if (kind === "feeling" && body.feeling.value < 0) {
    const promise = { what: "Find out what went wrong that day, and write to you.", by: inDays(DAYS_TO_CALL_BACK) };
    return { reply: "We are sorry that your day was not what you had hoped for.", promise };
  }
  return { reply: "Thank you. The people at the rides will hear of it." };
}

/** No words for a customer who wants no replies. */
function replyToPlan({ replies, when, quantity }) {
  if (replies === "none") return {};
  const month = monthOf(when?.earliest);
  const quiet = month === null ? "The park is quietest" : `In ${month} the park is quietest`;
  const places = quantity === undefined ? "tickets" : `${quantity} tickets`;
  return {
    reply: `${quiet} on Tuesdays and Wednesdays: the longest queue is then 15 minutes. Choose a day when you like.`,
    promise: { what: `Hold ${places} at today’s price for you.`, by: inDays(DAYS_TO_HOLD) },
  };
}

/** Name of the month, such as "May"; null for no date and for a year alone. */
function monthOf(date) {
  if (typeof date !== "string" || !/^\d{4}-\d\d/.test(date)) return null;
  return new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" }).format(new Date(date.slice(0, 7)));
}
