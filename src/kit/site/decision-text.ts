// A decision in plain English, for the company's staff and log.
import { type ContactDecision, isInAny } from "../../signal/decide-contact.ts";
import type { Deciding } from "../../signal/deciding-rules.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import type { Summary } from "../../signal/header.ts";
import type { LocalTime } from "../../signal/local-time.ts";
import type { Channel, Kind } from "../../signal/vocabulary.ts";
import { BY, listed, whatOf } from "./decide-words.ts";
import { describeTime, describeWindow } from "./windows.ts";

/** One sentence that gives the reason. It may contain the customer's words. */
export function decisionText(
  decision: ContactDecision,
  kind: Kind,
  preferences: Summary | PreferencesDocument | null | undefined,
): string {
  const what = whatOf(kind, decision.deciding?.about?.label);
  const { issued, expires } = preferences && "cmr" in preferences ? preferences : { issued: "", expires: "" };
  switch (decision.reason) {
    case "no-preferences":
      return "This customer has told us nothing.";
    case "unknown-channel":
      return "No such channel is known.";
    case "unreadable-time":
      return "The time of the question cannot be read.";
    case "expired":
      return `These preferences held until ${expires} and must be read again.`;
    case "not-issued-yet":
      return `These preferences were issued later, at ${issued}, and say nothing of this time.`;
    case "unknown-time-zone":
      return "The customer's time zone is not known here.";
    case "unknown":
      return `The customer has told us nothing about ${what}.`;
    case "no-purpose":
      return "The customer lets us use what they said for nothing.";
    case "read-document":
      return `The customer wants ${what}, and has said more: read the whole in the page.`;
    default:
      return ruleText(decision, what);
  }
}

function ruleText({ reason, deciding, channel, local }: ContactDecision, what: string): string {
  const { hours = [], via = null } = deciding ?? {};
  if (reason === "ask-first") return `The customer wants to be asked first about ${what}.`;
  if (reason === "outside-hours" && local !== null) return outsideHours(hours, what, local);
  if (reason === "quiet-hours" && local !== null)
    return `For the customer it is ${describeTime(local)}, inside their quiet hours.`;
  if (reason === "over-limit" && deciding?.limit)
    return `The customer wants ${what}.${limitOf(deciding.limit)} That limit is reached.`;
  if (reason === "other-channel") return `The customer wants ${what} ${onlyBy(via ?? [])}.`;
  if (reason !== "wanted") return `The customer does not want ${what}.`;
  return deciding === null ? `The customer wants ${what}.` : wanted(deciding, what, channel);
}

function outsideHours(hours: Deciding["hours"], what: string, local: LocalTime): string {
  const only = hoursOf(hours.filter((windows) => !isInAny(windows, local)));
  return `The customer wants ${what} only ${only}; for them it is ${describeTime(local)}.`;
}

const hoursOf = (hours: Deciding["hours"]): string =>
  listed(hours.map((windows) => listed(windows.map(describeWindow))).sort(), "and");

const onlyBy = (via: readonly Channel[]): string =>
  via.length === 0 ? "in no way that is known here" : `only ${listed(via.map((one) => BY[one]))}`;

function wanted({ limit, digest, hours }: Deciding, what: string, channel: Channel | null): string {
  const words = [`The customer wants ${what}`, channel === null ? "" : BY[channel], hoursOf(hours)];
  const bundled = digest ? " Put several into one." : "";
  return `${words.filter((word) => word !== "").join(" ")}.${bundled}${limitOf(limit)}`;
}

function limitOf(limit: Deciding["limit"]): string {
  if (limit === null) return "";
  const { max, per, kinds } = limit;
  const together =
    kinds.length < 2
      ? ""
      : `, ${listed(
          kinds.map((kind) => whatOf(kind)),
          "and",
        )} counted together`;
  return ` At most ${max} a ${per}${together}.`;
}
