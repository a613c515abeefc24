// One family of icons: a grid of 20, a stroke of 1.5, round ends, nothing filled. Always beside words.

/** Channels, kinds of message, acts and states: those that the popup needs too. */
export const ICONS = {
  shared:
    "M2.2 10S5 4.8 10 4.8 17.8 10 17.8 10 15 15.2 10 15.2 2.2 10 2.2 10zM7.6 10a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0 -4.8 0z",
  unseen:
    "M3 3.5 17 16.5M8.2 5c.6-.1 1.2-.2 1.8-.2 5 0 7.8 5.2 7.8 5.2s-.8 1.5-2.3 2.9M5 6.6C3.2 8 2.2 10 2.2 10S5 15.2 10 15.2c1 0 1.9-.2 2.7-.5",
  check: "M4.2 10.6l3.8 3.8L16 6",
  plus: "M10 4v12M4 10h12",
  next: "M7.5 4.5l5.5 5.5-5.5 5.5",
  down: "M4.5 7.5l5.5 5.5 5.5-5.5",
  close: "M5 5l10 10M15 5 5 15",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  undo: "M7 4 3.5 7.5 7 11M4 7.5h8a4.5 4.5 0 0 1 0 9H8.5",
  panel:
    "M4.5 4h11A1.5 1.5 0 0 1 17 5.5v9a1.5 1.5 0 0 1 -1.5 1.5h-11A1.5 1.5 0 0 1 3 14.5v-9A1.5 1.5 0 0 1 4.5 4zM12.2 4v12",
  pause: "M7 5v10M13 5v10",
  stop: "M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0zM5.2 14.8 14.8 5.2",
  lock: "M6.5 9h7a2 2 0 0 1 2 2v4a2 2 0 0 1 -2 2h-7a2 2 0 0 1 -2 -2v-4a2 2 0 0 1 2 -2zM7 9V6.5a3 3 0 0 1 6 0V9",
  email:
    "M4.8 4.8h10.4a2 2 0 0 1 2 2v6.6a2 2 0 0 1 -2 2h-10.4a2 2 0 0 1 -2 -2v-6.6a2 2 0 0 1 2 -2zM3.5 6.3l6.5 5 6.5-5",
  inbox: "M2.8 11.5h4l1.6 2.2h3.2l1.6-2.2h4M2.8 11.5 5 5h10l2.2 6.5v4.8H2.8z",
  sms: "M4.5 4h11A1.5 1.5 0 0 1 17 5.5v6a1.5 1.5 0 0 1-1.5 1.5H9.2L5.5 16.2V13h-1A1.5 1.5 0 0 1 3 11.5v-6A1.5 1.5 0 0 1 4.5 4zM7 8.5h.01M10 8.5h.01M13 8.5h.01",
  messenger:
    "M10 3.5c4 0 7.2 2.7 7.2 6s-3.2 6-7.2 6c-.9 0-1.8-.1-2.6-.4L4 16.6l.7-3C3.5 12.5 2.8 11.1 2.8 9.5c0-3.3 3.2-6 7.2-6z",
  push: "M4.5 14h11c-1.2-1-1.7-2.2-1.7-5a3.8 3.8 0 0 0-7.6 0c0 2.8-.5 4-1.7 5zM8.5 16.8h3",
  call: "M6.6 3.5 8.6 7 7 8.9a9.6 9.6 0 0 0 4.1 4.1L13 11.4l3.5 2c.3 1.7-.8 3.1-2.4 3.1C8.5 16.5 3.5 11.5 3.5 5.9c0-1.6 1.4-2.7 3.1-2.4z",
  video: "M4.5 5.5h6a2 2 0 0 1 2 2v5a2 2 0 0 1 -2 2h-6a2 2 0 0 1 -2 -2v-5a2 2 0 0 1 2 -2zM12.5 9l4.7-2.7v7.4L12.5 11",
  post: "M4.3 4.8h11.4a1.5 1.5 0 0 1 1.5 1.5v7.6a1.5 1.5 0 0 1 -1.5 1.5h-11.4a1.5 1.5 0 0 1 -1.5 -1.5v-7.6a1.5 1.5 0 0 1 1.5 -1.5zM12.3 7.5h2.2v2.6h-2.2zM5.5 12.3h5M5.5 9.8h3",
  person: "M7 6.5a3 3 0 1 0 6 0a3 3 0 1 0 -6 0zM4 17c0-3.3 2.6-5.4 6-5.4s6 2.1 6 5.4",
  quiet: "M16.3 11.7A6.8 6.8 0 0 1 8.3 3.7a6.8 6.8 0 1 0 8 8z",
  security: "M10 2.8l6 2.2v4.5c0 3.8-2.5 6.4-6 7.8-3.5-1.4-6-4-6-7.8V5z",
  service: "M3.5 6.5l6.5-3.3 6.5 3.3v7L10 16.8l-6.5-3.3zM3.5 6.5 10 9.8l6.5-3.3M10 9.8v7",
  support:
    "M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0zM7.2 10a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0 -5.6 0zM5 5l3 3M12 12l3 3M15 5l-3 3M8 12l-3 3",
  changes: "M5 3h6.5L15 6.5V17H5zM11.5 3v3.5H15M7.8 10h4.4M7.8 13h4.4",
  advice: "M7.6 14.3c0-1.9-2.6-2.9-2.6-6.1a5 5 0 0 1 10 0c0 3.2-2.6 4.2-2.6 6.1zM8.3 17h3.4",
  news: "M3 4h10.5v11.2a1.6 1.6 0 0 0 3.2 0V8h-3.2M3 4v11a1.7 1.7 0 0 0 1.7 1.8H15M5.8 7.2h5M5.8 10.2h5M5.8 13.2h3",
  offers: "M3.5 3.5h6l7 7-6 6-7-7zM7 7h.01",
  research: "M4.8 4.5h10.4V17H4.8zM8 3h4v3H8zM7.5 9.8h5M7.5 13h3",
  partners: "M2.7 10a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0 -9.2 0zM8.1 10a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0 -9.2 0z",
  write: "M4 16l.8-3.6 8.3-8.2a1.5 1.5 0 0 1 2.1 0l.6.6a1.5 1.5 0 0 1 0 2.1l-8.2 8.3zM11.8 5.5l2.7 2.7",
  asks: "M4.5 3.5h11A1.5 1.5 0 0 1 17 5v7a1.5 1.5 0 0 1-1.5 1.5H9.2l-3.7 3v-3h-1A1.5 1.5 0 0 1 3 12V5a1.5 1.5 0 0 1 1.5-1.5zM8.2 7.1c0-1 .8-1.7 1.8-1.7s1.8 0.7 1.8 1.6c0 1.2-1.8 1.3-1.8 2.5M10 11.3h.01",
  warn: "M10 3.4 17.5 16.5h-15zM10 8v4M10 14.2h.01",
  pin: "M12.4 2.8l4.8 4.8-2.1 0.5-3 3 .2 3.3-1.2 1.2L4.4 8.9l1.2-1.2 3.3 0.2 3-3zM7.5 12.5 3 17",
  clock: "M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0zM10 6v4.2l2.8 1.8",
  repeat: "M4 9a5 5 0 0 1 5-4.5h6M12.5 2l2.7 2.5L12.5 7M16 11a5 5 0 0 1-5 4.5H5M7.5 18l-2.7-2.5L7.5 13",
  home: "M3 9.2 10 3.4l7 5.8M5 8v8.5h10V8M8.3 16.5V12h3.4v4.5",
  timeline:
    "M3.4 6a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0zM3.4 14a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0zM5 7.6v4.8M9 6h8M9 14h6",
  preferences:
    "M3 6h7.3M14.7 6H17M3 14h2.3M9.7 14H17M10.3 6a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0 -4.4 0zM5.3 14a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0 -4.4 0z",
  topic: "M8 3.5 6.5 16.5M13.5 3.5 12 16.5M4 7.5h12.5M3.5 12.5H16",
} as const satisfies Readonly<Record<string, string>>;

interface IconProps {
  /** A path of ICONS or PAGE_ICONS. */
  d: string;
  small?: boolean;
  /** Mirrored in right-to-left languages; `back` points against the direction of reading. */
  turns?: "on" | "back";
}

export const Icon = ({ d, small = false, turns }: IconProps) => (
  <svg
    class={`icon-mark ${small ? "small" : ""} ${turns === undefined ? "" : `turns ${turns}`}`}
    viewBox="0 0 20 20"
    aria-hidden="true"
  >
    <path d={d} />
  </svg>
);

const WANTS = {
  yes: "M6.2 10.3l2.7 2.7 4.9-5.5",
  ask: "M7.9 8c0-1.2 0.9-2 2.1-2s2.1 0.8 2.1 1.9c0 1.5-2.1 1.5-2.1 3.1M10 13.7h.01",
  no: "M4.7 15.3L15.3 4.7",
};

/** Yes is a full disc, "must ask" a ring with a question mark, no a ring with a bar: readable without colour. */
export const WantMark = ({ want }: { want: "yes" | "ask" | "no" }) => (
  <svg class={`want-mark ${want}`} viewBox="0 0 20 20" aria-hidden="true">
    <circle cx="10" cy="10" r="8" />
    <path d={WANTS[want]} />
  </svg>
);
