// One feeling in a list: its text, an editor, and removal with Undo.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Feeling } from "../../core/record/tables.ts";
import { send } from "../../platform/messages/send.ts";
import { Face } from "../../ui/faces.tsx";
import { moment } from "../../ui/formats.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";
import { FeelingDetailForm } from "./feeling-detail.tsx";
import { FeelingHistory } from "./feeling-history.tsx";
import { FeelingMarks } from "./feeling-text.tsx";
import { valueText } from "./rating-row.tsx";
import { useDescribe } from "./use-describe.ts";

interface Props {
  feeling: Feeling;
  company?: string;
  /** Replaces the removal of the feeling alone. */
  onRemove?: (() => void) | undefined;
  /** Content that other features add. */
  children?: ComponentChildren;
}

export function FeelingItem({ feeling, company, onRemove, children }: Props) {
  const [open, setOpen] = useState(false);
  const describe = useDescribe(feeling);
  const remove = async () => {
    const removed = await attempt(send("remove-feeling", { id: feeling.id }));
    if (removed?.batch) sayWithUndo(t("feeling_removed"), removed.batch);
  };
  return (
    <li class="entry" data-testid="feeling-row">
      <Face value={feeling.value} />
      <div class="entry-body">
        <p>
          <strong data-testid="feeling-value">{valueText(feeling.value)}</strong>
          {company !== undefined && (
            <>
              {" "}
              <bdi>{company}</bdi>
            </>
          )}{" "}
          <small class="muted">{moment(feeling.at)}</small>
        </p>
        <FeelingMarks feeling={feeling} />
        {open && <FeelingDetailForm feeling={feeling} onDescribe={describe} />}
        <FeelingHistory id={feeling.id} />
        {children}
      </div>
      <div class="row">
        <button
          type="button"
          class="link"
          aria-expanded={open}
          data-testid="feeling-edit"
          onClick={() => setOpen(!open)}
        >
          {open ? t("done") : t("edit")}
        </button>
        <button type="button" class="link" data-testid="feeling-remove" onClick={onRemove ?? (() => void remove())}>
          {t("remove")}
        </button>
      </div>
    </li>
  );
}
