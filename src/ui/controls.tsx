// Fields, switches, chips and folds: native controls with our styles. They know no feature.
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface Option<T extends string = string> {
  value: T;
  label: string;
}

export function Select<T extends string>(props: {
  label: string;
  value: T;
  options: readonly Option<T>[];
  testId: string;
  onPick: (value: T) => void;
  hideLabel?: boolean;
  disabled?: boolean;
}) {
  const id = useId();
  const pick = (value: string): void => {
    const picked = props.options.find((option) => option.value === value);
    if (picked !== undefined) props.onPick(picked.value);
  };
  return (
    <div class="field">
      <label for={id} class={props.hideLabel === true ? "visually-hidden" : ""}>
        {props.label}
      </label>
      <select
        id={id}
        disabled={props.disabled === true}
        data-testid={props.testId}
        onChange={(event) => pick(event.currentTarget.value)}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === props.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

export function TextField(props: {
  label: string;
  value: string;
  testId: string;
  most: number;
  rows?: number;
  hint?: string;
  suggestions?: readonly string[];
  onType?: (text: string) => void;
  onSettle: (text: string) => void;
}) {
  const id = useId();
  // Text under edit belongs to the user: a re-render must not replace it with the stored text.
  const [typed, setTyped] = useState<string | null>(null);
  const settled = useRef<string | null>(null);
  // Layout effect: an effect after the paint would discard a key that arrives with the new field.
  useLayoutEffect(() => {
    // The text that Enter saved may be delivered while the user types on.
    const isOwn = props.value === settled.current?.trim() && typed !== settled.current;
    if (!isOwn) setTyped(null);
  }, [props.value]);
  const shared = {
    id,
    maxLength: props.most,
    value: typed ?? props.value,
    "data-testid": props.testId,
    "aria-describedby": props.hint === undefined ? undefined : `${id}-hint`,
    onInput: (event: { currentTarget: { value: string } }) => {
      setTyped(event.currentTarget.value);
      props.onType?.(event.currentTarget.value);
    },
    onChange: (event: { currentTarget: { value: string } }) => {
      settled.current = event.currentTarget.value;
      props.onSettle(event.currentTarget.value);
    },
  };
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.rows === undefined ? (
        <input type="text" list={props.suggestions ? `${id}-list` : undefined} {...shared} />
      ) : (
        <textarea rows={props.rows} {...shared} />
      )}
      {props.suggestions && (
        <datalist id={`${id}-list`}>
          {props.suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      {props.hint !== undefined && (
        <small id={`${id}-hint`} class="muted">
          {props.hint}
        </small>
      )}
    </div>
  );
}

export function SearchField(props: { label: string; value: string; testId: string; onType: (text: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        type="search"
        value={props.value}
        data-testid={props.testId}
        onInput={(event) => props.onType(event.currentTarget.value)}
      />
    </div>
  );
}

/** A checkbox that looks like a switch. Its label spans the row. */
export function Switch(props: {
  label: ComponentChildren;
  detail?: string;
  checked: boolean;
  disabled?: boolean;
  testId: string;
  onToggle: (checked: boolean) => void;
}) {
  return (
    <label class="switch">
      <span>
        {props.label}
        {props.detail !== undefined && <small class="muted">{props.detail}</small>}
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={props.checked}
        checked={props.checked}
        disabled={props.disabled === true}
        data-testid={props.testId}
        onChange={(event) => props.onToggle(event.currentTarget.checked)}
      />
    </label>
  );
}

export function Chip(props: {
  label: string;
  title?: string;
  pressed: boolean;
  disabled?: boolean;
  testId: string;
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      class="chip"
      aria-pressed={props.pressed}
      aria-disabled={props.disabled === true}
      title={props.title}
      data-testid={props.testId}
      onClick={() => props.disabled !== true && props.onPress()}
    >
      {props.label}
    </button>
  );
}

/** `label`: name for screen readers where several folds have the same summary; begins with its words. */
export function Fold(props: {
  summary: string;
  label?: string;
  testId: string;
  open?: boolean;
  children: ComponentChildren;
}) {
  return (
    <details class="fold" open={props.open === true}>
      <summary data-testid={props.testId}>
        {props.label === undefined ? (
          props.summary
        ) : (
          // Screen readers would read an aria-label in addition to the text, not in its place.
          <>
            <span aria-hidden="true">{props.summary}</span>
            <span class="visually-hidden">{props.label}</span>
          </>
        )}
      </summary>
      <div class="fold-body">{props.children}</div>
    </details>
  );
}
