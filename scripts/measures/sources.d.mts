interface Source {
  path: string;
  text: string;
}
export function readSources(folder: string): Source[];
export function sourceOf(path: string, text: string): Source;
