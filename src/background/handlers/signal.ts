// Handlers of the commands from the page of a granted company.
import type { SIGNAL } from "../../core/commands/signal.ts";
import { acknowledgePreferences, requestPreferences } from "../../features/signal/answer-page.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { sound } from "./order.ts";

export const signal: HandlersOf<keyof typeof SIGNAL> = {
  "request-preferences": sound(requestPreferences),
  "acknowledge-preferences": sound(acknowledgePreferences),
};
