// One row of a list: where it cannot be drawn, it says so, and the page stays.
import { Component, type ComponentChildren } from "preact";
import { t } from "./messages.ts";

export class Guard extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    console.warn("an entry cannot be drawn", error);
    this.setState({ failed: true });
  }

  override render() {
    return this.state.failed ? <p class="muted">{t("entry_unreadable")}</p> : this.props.children;
  }
}
