// A row of the popup that can be pressed as a whole: icon, act, and its effect in a few words.
import { ICONS, Icon } from "../../ui/icons.tsx";

export const ActText = ({ icon, text, hint }: { icon: string; text: string; hint: string }) => (
  <>
    <Icon d={icon} />
    <span class="said">
      {text}
      <small class="muted">{hint}</small>
    </span>
    <Icon d={ICONS.next} small turns="on" />
  </>
);
