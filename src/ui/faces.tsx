// Five faces for the five ratings. The shape carries the meaning; colour only repeats it.

const MOUTHS: Record<number, string> = {
  [-2]: "M7.5 17c2-3.6 7-3.6 9 0",
  [-1]: "M8 16.2c2-2 6-2 8 0",
  0: "M8 15.5h8",
  1: "M8 14.6c2 2 6 2 8 0",
  2: "M7.5 14c2 3.6 7 3.6 9 0",
};

export const Face = ({ value }: { value: number }) => (
  <svg class={`face face${value}`} viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="9.5" />
    <path d="M9 9.2v.6M15 9.2v.6" />
    <path d={MOUTHS[value] ?? ""} />
  </svg>
);
