/** The first letter of a name in a circle, beside the name: hidden from assistive technology. */
export const Avatar = ({ name }: { name: string }) => (
  <span class="avatar" aria-hidden="true">
    {[...name][0]?.toUpperCase()}
  </span>
);
