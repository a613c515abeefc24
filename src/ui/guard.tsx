// One row of a list: where it cannot be drawn, it says so, and the page stays.
import { Component, type ComponentChildren } from "preact";
import { t } from "./messages.ts";

interface GuardProps {
  children: ComponentChildren;
  /** False where the list is none of items. */
  item?: boolean;
}

export class Guard extends Component<GuardProps, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    console.warn("an entry cannot be drawn", error);
    this.setState({ failed: true });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return this.props.item === false ? (
      <span class="muted">{t("entry_unreadable")}</span>
    ) : (
      <li class="muted">{t("entry_unreadable")}</li>
    );
  }
}
