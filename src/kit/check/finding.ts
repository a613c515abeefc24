// A finding about a site: one sentence for the company's developer, under a stable code.

export interface Finding {
  /** Stable, for scripts: "file-redirect". */
  code: string;
  /** A fault breaks a MUST of the protocol or prevents the site from taking part; a warning deserves a look. */
  level: "ok" | "warning" | "fault";
  text: string;
  /** The remedy, possibly in several lines. */
  advice?: string;
}

export const ok = (code: string, text: string): Finding => ({ code, level: "ok", text });

export const warning = (code: string, text: string, advice?: string): Finding => ({
  code,
  level: "warning",
  text,
  ...(advice === undefined ? {} : { advice }),
});

export const fault = (code: string, text: string, advice?: string): Finding => ({
  ...warning(code, text, advice),
  level: "fault",
});
