// The switches of a system. Together they allow no contact that the document does not allow.
import { contactMoment } from "../../signal/dates.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import { type Channel, KINDS, type Kind } from "../../signal/vocabulary.ts";
import { type Answers, answersOf, type Condition, type Said, type StandingAnswer } from "./answers.ts";
import { dateWhenValid, mapAgainBy } from "./map-again.ts";
import { MARKETING_KINDS, type MappingOptions } from "./mapping.ts";

/** A customer's yes or no in a system. On only if the customer wants each contact that it lets through. */
export interface SystemSwitch {
  channels: readonly Channel[];
  kinds: readonly Kind[];
  /** Without it, the switch lets through contacts about anything. */
  product?: string | undefined;
}

export interface SwitchState {
  /** Only `yes` may be on. `no`: the customer refuses a part of what it lets through. */
  said: Said;
  /** The limits of these contacts, without duplicates. */
  limits: readonly NonNullable<StandingAnswer["limit"]>[];
}

/** The document, as far as one system needs it. */
export interface DocumentReading {
  document: PreferencesDocument;
  answers: Answers;
  /** The kinds that the switch of a whole channel covers. */
  kinds: readonly Kind[];
  /** A mapping may turn a switch off again; `losses` reads the states at that time. */
  states: Map<SystemSwitch, SwitchState>;
  tolerated: readonly Condition[];
  /** As in `Mapped`. */
  until: string | null;
}

const ALL: readonly Condition[] = ["hours", "quiet", "limit"];

/** `holds`: the conditions that the system itself enforces. */
export function readDocument(
  document: PreferencesDocument,
  options: MappingOptions,
  holds: readonly Condition[] = [],
): DocumentReading {
  const at = contactMoment(options.at ?? Date.now());
  const date = at && dateWhenValid(document, at);
  const kinds = KINDS.filter((kind) => (options.kinds ?? MARKETING_KINDS).includes(kind));
  return {
    document,
    answers: answersOf(document, date),
    kinds,
    states: new Map(),
    tolerated: options.decidesEachContact === true ? ALL : holds,
    until: date === null ? null : new Date(mapAgainBy(document, date)).toISOString(),
  };
}

/** Sets a switch, and stores it for the losses. A switch that lets nothing through stays off. */
export function setSwitch(reading: DocumentReading, one: SystemSwitch): SwitchState {
  const { answers, tolerated } = reading;
  const all = answers
    .subjects(one.product)
    .flatMap((subject) => one.kinds.map((kind) => answers.answer(kind, subject)));
  const says = (answer: StandingAnswer, wanted: Said) => (channel: Channel) => answer.said(channel) === wanted;
  const isOn = (answer: StandingAnswer) =>
    one.channels.every(says(answer, "yes")) && answer.conditions.every((name) => tolerated.includes(name));
  const isRefused = all.some((answer) => one.channels.some(says(answer, "no")));
  const said = all.length > 0 && all.every(isOn) ? "yes" : isRefused ? "no" : "unknown";
  const limits = new Map(all.flatMap(({ limit }) => (limit === null ? [] : [[JSON.stringify(limit), limit]])));
  const state = { said, limits: [...limits.values()] } satisfies SwitchState;
  reading.states.set(one, state);
  return state;
}

/** The switch of a whole channel. */
export const setChannel = (reading: DocumentReading, ...channels: Channel[]): SwitchState =>
  setSwitch(reading, { channels, kinds: reading.kinds });

/**
 * A channel and the company's lists in it, for a system that sends to a list only while its channel is on. Without
 * kinds of its own, the channel is on if one of its lists is on.
 */
export function setChannelWithLists(
  reading: DocumentReading,
  channel: Channel,
  lists: readonly Pick<SystemSwitch, "kinds" | "product">[],
): { said: Said; lists: readonly Said[] } {
  const own = setChannel(reading, channel);
  const states = lists.map(({ kinds, product }) => setSwitch(reading, { channels: [channel], kinds, product }));
  const said = states.map((state) => state.said);
  if (reading.kinds.length === 0 && said.includes("yes")) own.said = "yes";
  // For the losses: the state of a list has no effect while its channel is off.
  if (own.said !== "yes") for (const state of states) if (state.said === "yes") state.said = "no";
  return { said: own.said, lists: said };
}
