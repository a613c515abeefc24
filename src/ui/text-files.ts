// The texts of each language, loaded when they are needed.

export const textFiles = {
  en: () => import("virtual:messages/en"),
  de: () => import("virtual:messages/de"),
  fr: () => import("virtual:messages/fr"),
  es: () => import("virtual:messages/es"),
  nl: () => import("virtual:messages/nl"),
};

/** Texts that begin with "sync_", which no start of a window needs. */
export const syncTextFiles = {
  en: () => import("virtual:messages/en/sync"),
  de: () => import("virtual:messages/de/sync"),
  fr: () => import("virtual:messages/fr/sync"),
  es: () => import("virtual:messages/es/sync"),
  nl: () => import("virtual:messages/nl/sync"),
};
