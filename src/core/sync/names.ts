// File names of a vault. Only digits, lower-case letters, "-" and ".": valid on every server.
//   heads/<device>.<generation>.<nonce>.age      newest rows of a device, and the list of its segments
//   seg/<device>/<generation>-<nonce>-<n>.age    rows that a push or a compaction moved out of the head

export const HEADS = "heads";

/** One push of one device. The nonce makes its file names unique, even if a restored backup repeats the generation. */
export interface Push {
  generation: number;
  /** Eight random characters. */
  nonce: string;
}
export interface HeadName extends Push {
  device: string;
}

const eight = (generation: number): string => String(generation).padStart(8, "0");

export const headName = ({ device, generation, nonce }: HeadName): string =>
  `${device}.${eight(generation)}.${nonce}.age`;

/** Null for a name of another form. */
export function parseHeadName(name: string): HeadName | null {
  const [, device = "", generation = "", nonce = ""] =
    /^([0-9a-z]{10})\.([0-9]{8})\.([0-9a-z]{8})\.age$/.exec(name) ?? [];
  return device === "" ? null : { device, generation: Number(generation), nonce };
}

export const headPath = (name: string): string => `${HEADS}/${name}`;

export const segmentFolder = (device: string): string => `seg/${device}`;

export const segmentPath = (device: string, name: string): string => `${segmentFolder(device)}/${name}`;

/** Common beginning of the segments of one push. */
export const segmentPrefix = ({ generation, nonce }: Push): string => `${eight(generation)}-${nonce}-`;

export const segmentName = (push: Push, index: number): string => `${segmentPrefix(push)}${index}.age`;

export const isSegmentName = (name: string): boolean => /^[0-9]{8}-[0-9a-z]{8}-[0-9]{1,4}\.age$/.test(name);
