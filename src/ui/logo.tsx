/** The product's mark, a speech bubble with a face. Its name is beside it. */
export const Logo = () => (
  <svg class="logo" viewBox="0 0 28 28" aria-hidden="true">
    <path d="M7 2h14a5 5 0 0 1 5 5v10a5 5 0 0 1-5 5h-7l-6 4.5V22H7a5 5 0 0 1-5-5V7a5 5 0 0 1 5-5z" />
    <path class="logo-face" d="M10 8.5v1.2M18 8.5v1.2M8.5 13.8c2.3 3.9 8.7 3.9 11 0" />
  </svg>
);
