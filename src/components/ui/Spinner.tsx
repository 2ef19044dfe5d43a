import { cx } from "./cx";

/** A ring in the colour of the text around it that turns, unless many do; the words beside it say what is awaited. */
export function Spinner(props: { size?: number; isStill?: boolean; className?: string }) {
  const { size = 14, isStill = false, className } = props;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      aria-hidden
      className={cx("shrink-0", !isStill && "animate-spin will-change-transform", className)}
    >
      <circle cx="8" cy="8" r="6.25" stroke="currentColor" strokeOpacity="0.25" strokeWidth="2" />
      <path d="M8 1.75A6.25 6.25 0 0 1 14.25 8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
