// Row of acts below the scrolling part of a window: in the flow, so that it covers nothing. Only one at a time, from
// the open page.
import type { ComponentChildren } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { createStore } from "zustand/vanilla";
import { useStore } from "./store.ts";

const shown = createStore<{ content: ComponentChildren }>(() => ({ content: null }));

/** The window's frame renders this once, as a row of its own. */
export function ActionBar() {
  const content = useStore(shown, (state) => state.content);
  return <div class={content === null ? "" : "action-bar"}>{content}</div>;
}

/** Shows `content` while the caller is mounted; null shows no bar. */
export function useActionBar(content: ComponentChildren): void {
  useLayoutEffect(() => shown.setState({ content }));
  useLayoutEffect(() => () => shown.setState({ content: null }), []);
}
