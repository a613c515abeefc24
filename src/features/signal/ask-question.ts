// Receives a page's `cmr:ask`. Takes the same steps for a question that the user will see and for one that is dropped:
// the rules about questions apply later, when a window opens (features/sharing/collect-questions.ts).
import type { Payload } from "../../core/commands/index.ts";
import type { Sender } from "../../core/commands/sender.ts";
import { instantNow } from "../../platform/clock.ts";
import { keepAsked } from "../../platform/session/asked-questions.ts";
import { grantBehind } from "./answer-page.ts";

export async function askQuestion(question: Payload<"ask-question">, sender: Sender): Promise<null> {
  const { id: company } = await grantBehind(sender, "ask-question");
  await keepAsked({ company, at: instantNow(), question });
  return null;
}
