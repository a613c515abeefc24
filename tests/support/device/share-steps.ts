// Shares feelings with a company, like the windows do.
import type { PlanPreview, SharePreview } from "../../../src/core/commands/sharing.ts";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import type { Delivery } from "../../../src/core/sharing/delivery.ts";
import type { Participation } from "../../../src/signal/participation-schema.ts";
import { type Device, shop } from "./world.ts";

export const file: Participation = {
  cmr: "0.1",
  lastUpdate: "2026-11-01",
  status: "live",
  company: { name: "The Shop" },
  hosts: [shop.host],
  honours: { feelings: true },
  endpoints: { feelings: "/cmr/feelings" },
};

/** Sets up a company that takes part and is allowed, with one feeling. */
export async function noted(phone: Device, participation: object = file, feelings = true): Promise<Feeling> {
  const stored = { id: shop.host, company: shop.company, fetchedAt: phone.time, hash: "h" };
  await phone.database.participations.put({ ...stored, participation: participation as Participation });
  await phone.allow(shop.company, shop.host, { ...DEFAULT_PARTS, feelings });
  const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: shop.company, value: -1 });
  const detail = { words: ["ignored"], about: ["staff", "Parking"], success: "no", wanted: "a refund", note: "Zoë" };
  await phone.ask("describe-feeling", { id: feeling.id, detail });
  return feeling;
}

export const preview = (phone: Device, id: string, lines?: string[]) =>
  phone.ask<SharePreview>("preview-share", { id, ...(lines === undefined ? {} : { lines }) });

/** Shares the lines ticked by default, or these. */
export async function share(
  phone: Device,
  id: string,
  { lines, named = false }: { lines?: string[]; named?: boolean } = {},
): Promise<string> {
  const { body, ticked } = await preview(phone, id, lines);
  const shared = await phone.ask<{ delivery: string }>("share-feeling", { id, lines: ticked, named, shown: body });
  return shared.delivery;
}

/** A file that names every address for deliveries. */
export const takingAll: Participation = {
  ...file,
  honours: { feelings: true, plans: true },
  endpoints: {
    feelings: "/cmr/feelings",
    plans: "/cmr/plans",
    answers: "/cmr/answers",
    preferences: "/cmr/preferences",
    withdraw: "/cmr/withdraw",
  },
};

/** Stores the company's file, as opening the popup on its page would. */
export async function takesPart(phone: Device, participation: Participation = takingAll): Promise<void> {
  const stored = { id: shop.host, company: shop.company, fetchedAt: phone.time, hash: "h" };
  await phone.database.participations.put({ ...stored, participation });
}

export const plan = {
  what: "a mountain bicycle",
  verb: "buy",
  why: "The old one broke.",
  certainty: "likely",
  replies: "one-each",
  expires: "2027-05",
  audience: "nobody",
};

/** Saves a plan and sends it to the shop. */
export async function sendPlan(phone: Device, named = false): Promise<{ id: string; key: string; body: string }> {
  const { id } = await phone.ask<{ id: string }>("edit-plan", { plan });
  return { id, ...(await sendPlanAgain(phone, id, named)) };
}

export async function sendPlanAgain(phone: Device, id: string, named = false): Promise<{ key: string; body: string }> {
  const { body } = await phone.ask<PlanPreview>("preview-plan-share", { id, company: shop.company });
  const payload = { id, company: shop.company, named, shown: body };
  const { delivery: key } = await phone.ask<{ delivery: string }>("share-plan", payload);
  return { key, body };
}

export const deliveries = async (phone: Device): Promise<Delivery[]> =>
  (await phone.entities()).deliveries as Delivery[];
