export function smallPng(png: Buffer): Buffer;
export function decode(png: Buffer): { width: number; height: number; colours: number[]; opacities: number[] };
