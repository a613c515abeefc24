// Feelings and answers that customers chose to tell the bank: taken once for each key, answered with words and a promise. In
// memory, lost when the bank stops.
import { randomUUID } from "node:crypto";

const MOST_BYTES = 65_536;
const MOST_KEPT = 500;
const DAYS_TO_CALL_BACK = 3;

export function createFeelings() {
  /** By key, oldest first. */
  const taken = new Map();

  return {
    /** Newest first. */
    list: () => [...taken.values()].reverse().filter(({ feeling }) => feeling !== null),

    /** Answers one delivery: `[status, answer]`. */
    async take(request) {
      if (!/^application\/json\b/.test(request.headers["content-type"] ?? ""))
        return [415, { reason: "JSON, please." }];
      const key = /^"?([0-9a-z]{16,64})"?$/.exec(request.headers["idempotency-key"] ?? "")?.[1];
      if (key === undefined) return [400, { reason: "There is no Idempotency-Key." }];
      const body = await textOf(request);
      if (body === null) return [413, { reason: "That is too long." }];
      const known = taken.get(key);
      if (known !== undefined)
        return known.body === body ? [200, known.answer] : [422, { reason: "This key is taken." }];
      const said = textIn(body);
      if (said === null) return [400, { reason: "That is neither a feeling nor an answer." }];
      const answer = answerTo(said.feeling);
      const customer = /^CMR ([\x21-\x7e]{1,128})$/.exec(request.headers.authorization ?? "")?.[1] ?? null;
      taken.set(key, { body, ...said, customer, answer });
      if (taken.size > MOST_KEPT) taken.delete(taken.keys().next().value);
      return [201, answer];
    },
  };
}

/** Null for more bytes than the bank takes. */
async function textOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The feeling, or the answer to a question of the bank; null for another text. */
function textIn(body) {
  try {
    const { feeling, answer } = JSON.parse(body);
    if (isObject(feeling)) return { feeling };
    return isObject(answer) ? { feeling: null, said: answer } : null;
  } catch {
    return null;
  }
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function answerTo(feeling) {
  const receipt = `NB-${randomUUID().slice(0, 8)}`;
  if (feeling === null) return { receipt, reply: "Thank you. We do as you say." };
  const { value } = feeling;
  if (!(value < 0)) return { receipt, reply: "Thank you for telling us. We pass it on to the people at the branch." };
  const by = new Date(Date.now() + DAYS_TO_CALL_BACK * 86_400_000).toISOString().slice(0, 10);
  const reply = "We are sorry. Ada Merriweather looks into it herself.";
  return { receipt, reply, promise: { what: "Tell you what went wrong, and put it right.", by } };
}
