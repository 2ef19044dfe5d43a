/** Two ports joined by a wire. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="shrink-0">
      <defs>
        <linearGradient id="logo" x1="0" y1="0" x2="1" y2="1">
          <stop stopColor="#7a84ff" />
          <stop offset="1" stopColor="#4450d8" />
        </linearGradient>
      </defs>
      <rect width="32" height="32" rx="8" fill="url(#logo)" />
      <path d="M10 10.5h4.5a5 5 0 0 1 5 5v1a5 5 0 0 0 3 4.6" fill="none" stroke="#fff" strokeWidth="2.4" />
      <circle cx="9.5" cy="10.5" r="3.6" fill="#fff" />
      <circle cx="22.5" cy="21.5" r="3.6" fill="#fff" />
    </svg>
  );
}
