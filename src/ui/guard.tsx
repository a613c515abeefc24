// Error boundary for one row of a list: a row that fails to render shows an error, and the page stays.
import { Component, type ComponentChildren } from "preact";
import { t } from "./messages.ts";

interface GuardProps {
  children: ComponentChildren;
  /** False if the list has no list items. */
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
