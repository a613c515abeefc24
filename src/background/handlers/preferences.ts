// Handlers of the commands about preferences.
import type { PREFERENCES } from "../../core/commands/preferences.ts";
import { answerKinds } from "../../features/preferences/answer-kinds.ts";
import {
  editLayer,
  editPreference,
  editProfile,
  removePreference,
  resetLayer,
} from "../../features/preferences/edit-preference.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { reconciled } from "./order.ts";

export const preferences: HandlersOf<keyof typeof PREFERENCES> = {
  "edit-preference": reconciled(editPreference),
  "remove-preference": reconciled(removePreference),
  "answer-kinds": reconciled(answerKinds),
  "edit-layer": reconciled(editLayer),
  "reset-layer": reconciled(resetLayer),
  "edit-profile": reconciled(editProfile),
};
