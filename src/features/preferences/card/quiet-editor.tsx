// The open line of the quiet hours.
import { QuietHours } from "../layer-fields.tsx";
import { saveLayer } from "../save-layer.ts";
import type { CardEdit } from "./card-edit.ts";

export function QuietEditor({ edit }: { edit: CardEdit }) {
  const { layer, stored, general } = edit;
  return (
    <div class="line-open">
      <QuietHours
        quiet={stored.quiet}
        general={general}
        onChange={(quiet) => void saveLayer(layer, { quiet: quiet ?? null })}
      />
    </div>
  );
}
