// Handlers of the commands about a company's questions.
import type { QUESTIONS } from "../../core/commands/questions.ts";
import { answerQuestion, declineQuestion } from "../../features/sharing/answer-question.ts";
import { lookAtQuestion } from "../../features/sharing/look-at-question.ts";
import { askQuestion } from "../../features/signal/ask-question.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { ours, sound } from "./order.ts";

export const questions: HandlersOf<keyof typeof QUESTIONS> = {
  "ask-question": sound(askQuestion),
  "look-at-question": ours(lookAtQuestion),
  "answer-question": ours(answerQuestion),
  "decline-question": ours(declineQuestion),
};
