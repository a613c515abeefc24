// A layer's fields in an open form. Saves each edit in order, after a question if a company would read more.
import { useRef, useState } from "preact/hooks";
import type { LayerEdit, LayerFields } from "../../core/preferences/preference.ts";
import { useOwnEdits } from "../../ui/own-edits.ts";
import { saveLayer } from "./save-layer.ts";

export interface LayerEdits {
  /** The stored fields with the form's own edits applied. */
  fields: LayerFields;
  /** Resolves to false if the edit was refused or declined. `text`: the message about it. */
  save: (fields: LayerEdit, text?: string) => Promise<boolean>;
  /** Number of edits that were refused or declined. */
  refusals: number;
}

export function useLayerEdits(layer: string, stored: LayerFields): LayerEdits {
  const own = useOwnEdits<LayerFields>(stored);
  const [refusals, setRefusals] = useState(0);
  // A confirmed edit must be stored before the next one is compared with the record.
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const save: LayerEdits["save"] = (changed, text) => {
    const end = own.begin(
      Object.fromEntries(Object.entries(changed).map(([field, value]) => [field, value ?? undefined])),
    );
    const saved = turn.current.then(async () => {
      const isSaved = await saveLayer(layer, changed, text);
      end(isSaved);
      if (!isSaved) setRefusals((before) => before + 1);
      return isSaved;
    });
    turn.current = saved;
    return saved;
  };
  return { fields: { ...stored, ...own.unread() }, save, refusals };
}
