// Makes the dashboard show times in the user's time zone instead of the machine's.
import { useState } from "preact/hooks";
import { readTimeZone } from "../../record/read-record.ts";
import { showTimesIn } from "../../ui/formats.ts";
import { useLive } from "../../ui/live.ts";

const show = async () => {
  const timeZone = await readTimeZone();
  showTimesIn(timeZone);
  return timeZone;
};

/** True once the user's zone is set, or could not be read. Callers render again when the zone changes. */
export function useShownZone(): boolean {
  const [failed, setFailed] = useState(false);
  return useLive(show, [], () => setFailed(true)) !== undefined || failed;
}
