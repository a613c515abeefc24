// One feeling in a list: what was noted, opened for change, removed with Undo.
import { useState } from "preact/hooks";
import type { Feeling } from "../../core/entities.ts";
import { send } from "../../platform/send.ts";
import { Face } from "../../ui/faces.tsx";
import { moment, t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { type Describe, FeelingDetailForm } from "./feeling-detail.tsx";
import { valueText } from "./rating-row.tsx";

export function FeelingItem({ feeling, company }: { feeling: Feeling; company?: string }) {
  const [open, setOpen] = useState(false);
  const describe: Describe = (detail) =>
    void attempt(send("describe-feeling", { id: feeling.id, detail: detail as never }));
  const remove = async () => {
    const removed = await attempt(send<{ batch: string | null }>("remove-feeling", { id: feeling.id }));
    const batch = removed?.batch;
    if (batch)
      say(t("feeling_removed"), () => void attempt(send("undo", { batch })).then((done) => done && say(t("undone"))));
  };
  const marks = [
    ...(feeling.words ?? []).map((one) => word("word", one)),
    ...(feeling.about ?? []).map((tag) => word("tag", tag)),
  ];
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
        {marks.length > 0 && (
          <p class="marks">
            {marks.map((mark) => (
              <span key={mark} class="badge">
                {mark}
              </span>
            ))}
          </p>
        )}
        {feeling.wanted && <p>{t("wanted_said", { text: feeling.wanted })}</p>}
        {feeling.note && <p class="note">{feeling.note}</p>}
        {open && <FeelingDetailForm feeling={feeling} onDescribe={describe} />}
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
        <button type="button" class="link" data-testid="feeling-remove" onClick={() => void remove()}>
          {t("remove")}
        </button>
      </div>
    </li>
  );
}
