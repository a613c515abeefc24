// Handlers of the commands about texts that the user fetches from a company.
import type { FROM_COMPANY } from "../../core/commands/from-company.ts";
import { fetchData } from "../../features/from-company/fetch-data.ts";
import { fetchPromise } from "../../features/from-company/fetch-promise.ts";
import { importData } from "../../features/from-company/import-data.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { ours } from "./order.ts";

export const fromCompany: HandlersOf<keyof typeof FROM_COMPANY> = {
  "fetch-data": ours(fetchData),
  "import-data": ours(importData),
  "fetch-promise": ours(fetchPromise),
};
