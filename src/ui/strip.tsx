import { Face } from "./faces.tsx";

/** The last visits as small faces, newest at the end. `label` says the same in words. */
export const Strip = ({ values, label }: { values: readonly number[]; label: string }) =>
  values.length === 0 ? null : (
    <span class="strip" role="img" aria-label={label} dir="ltr">
      {values.map((value, index) => (
        <Face key={index} value={value} />
      ))}
    </span>
  );
