// Handlers of all commands. The type requires one for each command of the table, with the declared answer.
import type { Handlers } from "../../platform/messages/messages.ts";
import { companies } from "./companies.ts";
import { feelings } from "./feelings.ts";
import { fromCompany } from "./from-company.ts";
import { gpc } from "./gpc.ts";
import { letters } from "./letters.ts";
import { myData } from "./my-data.ts";
import { notice } from "./notice.ts";
import { plans } from "./plans.ts";
import { preferences } from "./preferences.ts";
import { questions } from "./questions.ts";
import { reminders } from "./reminders.ts";
import { sharing } from "./sharing.ts";
import { signal } from "./signal.ts";
import { sync } from "./sync.ts";
import { timeline } from "./timeline.ts";

export const handlers: Handlers = {
  ...companies,
  ...feelings,
  ...timeline,
  ...preferences,
  ...plans,
  ...letters,
  ...gpc,
  ...notice,
  ...questions,
  ...reminders,
  ...sharing,
  ...fromCompany,
  ...myData,
  ...signal,
  ...sync,
};
