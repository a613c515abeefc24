// What a control says of a feeling: the members that change; null takes one back.
import type { FeelingDetail } from "../../core/entities.ts";

export type Describe = (detail: { [K in keyof FeelingDetail]?: FeelingDetail[K] | null }) => void;
