// The open line of the quiet hours.
import { QuietHours } from "../quiet-hours.tsx";
import type { CardEdit } from "./card-edit.ts";

export function QuietEditor({ edit }: { edit: CardEdit }) {
  const { layer, stored, general } = edit;
  return (
    <div class="line-open">
      <QuietHours key={layer} layer={layer} quiet={stored.quiet} general={general} hideLabel />
    </div>
  );
}
