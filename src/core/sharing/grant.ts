// Grant: the user's permission for one company to read its view. The row of an ended grant stays, as proof of its end.
import * as z from "zod/mini";
import { PARTS } from "../../signal/vocabulary.ts";
import { MOST_TOPICS, TopicMatch } from "../companies/topic.ts";

export interface GrantedTo {
  id: string;
  /** Further domains of the company. */
  others?: readonly string[];
  sector?: string | undefined;
}

export const GrantParts = z.record(z.enum(PARTS), z.boolean());
export const GrantTopics = z.array(TopicMatch).check(z.maxLength(MOST_TOPICS));

export const Grant = z.looseObject({
  /** The company's id: one grant for each company. */
  id: z.string(),
  /** Exact hosts, without ports. */
  hosts: z.array(z.string()),
  parts: GrantParts,
  since: z.string(),
  until: z.optional(z.string()),
  revokedAt: z.optional(z.string()),
  paused: z.optional(z.boolean()),
  /** Granted by the automatic setting, without a preview. Cleared by an Allow. */
  automatic: z.optional(z.boolean()),
  /** The company's name for the user, under which it receives the changed document. Absent: it receives none. */
  updatesAs: z.optional(z.string().check(z.regex(/^[\x21-\x7e]{1,128}$/))),
  /** General topics that the user matched to products of this company. */
  topics: z.optional(GrantTopics),
});
export type Grant = z.infer<typeof Grant>;

export type GrantState = "none" | "live" | "paused" | "expired" | "revoked";

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/** End of the grant in milliseconds since the epoch; NaN if its row names an invalid instant. */
export const endOf = ({ until }: Grant): number =>
  until === undefined ? Number.POSITIVE_INFINITY : INSTANT.test(until) ? Date.parse(until) : Number.NaN;

/** `at` is an ISO instant in UTC. A grant with an invalid `until` counts as expired, so a faulty row fails closed. */
export function grantState(grant: Grant | undefined, at: string): GrantState {
  if (grant === undefined) return "none";
  if (grant.revokedAt !== undefined) return "revoked";
  if (!(endOf(grant) > Date.parse(at))) return "expired";
  return grant.paused === true ? "paused" : "live";
}

export const isLive = (grant: Grant | undefined, at: string): grant is Grant => grantState(grant, at) === "live";

/** The choice of an Allow: the active page's host, the parts and the matched topics. */
export interface Allowing {
  host: string;
  parts: Grant["parts"];
  topics?: readonly TopicMatch[] | undefined;
}

/**
 * The grant after an Allow, used by the preview and for the row. A further host joins a current grant without changing its
 * end or pause; an ended grant starts anew.
 */
export function grantAfterAllow(
  current: Grant | null,
  { host, parts, topics = [] }: Allowing,
  { id, at }: { id: string; at: string },
): Grant {
  const joined = current !== null && ["live", "paused"].includes(grantState(current, at)) ? current : null;
  return {
    id,
    hosts: [...new Set([...(joined?.hosts ?? []), host])],
    parts,
    since: at,
    paused: joined?.paused === true,
    topics: [...topics],
    ...(joined?.until === undefined ? {} : { until: joined.until }),
    ...(joined?.updatesAs === undefined ? {} : { updatesAs: joined.updatesAs }),
  };
}

/** True if `grant` permits no more than `other`: no further host, part or topic, no updates, and no later end. */
export const reachesNoFurther = (grant: Grant, other: Grant): boolean =>
  grant.hosts.every((host) => other.hosts.includes(host)) &&
  PARTS.every((part) => grant.parts[part] !== true || other.parts[part] === true) &&
  (grant.topics ?? []).every((topic) => other.topics?.some((known) => isSameTopic(known, topic)) === true) &&
  (grant.topics !== undefined || other.topics === undefined) &&
  (grant.updatesAs === undefined || grant.updatesAs === other.updatesAs) &&
  (other.automatic !== true || grant.automatic === true) &&
  (other.until === undefined || (grant.until !== undefined && grant.until <= other.until));

/** True if `after` permits more now than `before`. */
export const reachesFurther = (before: Grant | undefined, after: Grant | undefined, at: string): boolean =>
  isLive(after, at) && !(isLive(before, at) && reachesNoFurther(after, before));

const isSameTopic = (one: TopicMatch, other: TopicMatch): boolean =>
  one.product === other.product && one.topic === other.topic;
