// The bank's replies to what customers send. Without effects, since the receiver may ask twice for one item.
const DAYS_TO_CALL_BACK = 3;

export function replyTo({ kind, body }) {
  if (kind === "answer") return { reply: "Thank you. We do as you say." };
  if (kind !== "feeling") return {};
  // A feeling without a value is neither good nor bad.
  if (!(body.feeling.value < 0))
    return { reply: "Thank you for telling us. We pass it on to the people at the branch." };
  const by = new Date(Date.now() + DAYS_TO_CALL_BACK * 86_400_000).toISOString().slice(0, 10);
  const reply = "We are sorry. Ada Merriweather looks into it herself.";
  return { reply, promise: { what: "Tell you what went wrong, and put it right.", by } };
}
