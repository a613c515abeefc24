// The idea in one picture, made of the product's own parts: the user's side on this device, the one company that may
// read the user's wishes, and the others, which see nothing. In the direction of reading.
import { Avatar } from "../../ui/avatar.tsx";
import { Face } from "../../ui/faces.tsx";
import { ICONS, Icon, WantMark } from "../../ui/icons.tsx";
import { t, word } from "../../ui/messages.ts";

/** Fictitious. */
const NOTED = [
  { name: "Northbank", domain: "northbank.example", values: [1, 2] },
  { name: "Riverside Power", domain: "riverside.example", values: [-2, -1] },
  { name: "Corner Books", domain: "corner.example", values: [0, 2] },
] as const;
const [READER, ...OTHERS] = NOTED;

const WANTED = [
  { line: "service", want: "yes" },
  { line: "advice", want: "ask" },
  { line: "marketing", want: "no" },
] as const;

/** Screen readers hear one sentence. */
export const Idea = () => (
  <div class="idea" role="img" aria-label={t("idea_said")} data-testid="welcome-idea">
    <div class="idea-own">
      <p class="idea-place">
        <Icon d={ICONS.lock} small /> {t("idea_own")}
      </p>
      <div class="idea-part">
        <small class="muted">{t("idea_felt")}</small>
        {NOTED.map(({ name, domain, values }) => (
          <p key={domain} class="idea-row">
            <Avatar name={name} domain={domain} />
            <strong>{name}</strong>
            <span class="idea-faces">
              {values.map((value) => (
                <Face key={value} value={value} />
              ))}
            </span>
          </p>
        ))}
      </div>
      <div class="idea-part">
        <small class="muted">{t("idea_wanted")}</small>
        {WANTED.map(({ line, want }) => (
          <p key={line} class="idea-row">
            <WantMark want={want} /> {word("line", line)}
          </p>
        ))}
      </div>
    </div>
    <div class="idea-way open">
      <span class="badge on">{t("idea_allowed")}</span>
    </div>
    <div class="idea-other">
      <p class="idea-row">
        <Avatar name={READER.name} domain={READER.domain} />
        <strong>{READER.name}</strong>
      </p>
      <p class="idea-row">
        {WANTED.map(({ line, want }) => (
          <WantMark key={line} want={want} />
        ))}
        {t("idea_reads")}
      </p>
      <small class="muted">{t("idea_never")}</small>
    </div>
    <div class="idea-way shut" />
    <div class="idea-other">
      <p class="idea-row">
        {OTHERS.map(({ name, domain }) => (
          <Avatar key={domain} name={name} domain={domain} size="small" />
        ))}
        <span class="muted">{t("idea_others")}</span>
      </p>
    </div>
  </div>
);
