// Pages with only text and a link: unknown addresses, and the page after erasing everything.
import { useEffect } from "preact/hooks";
import { t } from "../../ui/messages.ts";
import { say } from "../../ui/toast.tsx";
import { WELCOME } from "../pages.ts";

export const UnknownPage = () => (
  <div class="stack wide">
    <h1>{t("unknown_page_title")}</h1>
    <p>{t("unknown_page_text")}</p>
    <a class="button primary start" href="#/" data-testid="unknown-home">
      {t("unknown_page_home")}
    </a>
  </div>
);

export function ErasedPage() {
  useEffect(() => say(t("erased")), []);
  return (
    <div class="stack wide">
      <h1>{t("erased_title")}</h1>
      <p>{t("erased_text")}</p>
      <div class="row">
        <a class="button primary" href={`/${WELCOME}`} data-testid="erased-welcome">
          {t("erased_welcome")}
        </a>
        <a class="button" href="#/" data-testid="erased-home">
          {t("unknown_page_home")}
        </a>
      </div>
    </div>
  );
}
