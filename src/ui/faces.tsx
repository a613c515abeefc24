// Five faces for the five ratings. The mouth shows the direction, the fill the degree; colour only repeats it.

const MOUTHS: Record<number, string> = {
  [-2]: "M7 17.3c2-4 8-4 10 0",
  [-1]: "M8 16.4c2-2 6-2 8 0",
  0: "M8.3 15.3h7.4",
  1: "M8 14.4c2 2 6 2 8 0",
  2: "M7 13.7c2 4 8 4 10 0",
};

export const Face = ({ value }: { value: number }) => (
  <svg class={`face face${value}`} viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="10.5" />
    <path d="M9 8.7v.8M15 8.7v.8" />
    <path d={MOUTHS[value] ?? ""} />
  </svg>
);
