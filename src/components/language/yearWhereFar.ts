const FAR_MS = 300 * 86_400_000;

/** The year of a moment that would else be taken for the same day of another year. */
export function yearWhereFar(at: Date, now: Date): Intl.DateTimeFormatOptions {
  return Math.abs(at.getTime() - now.getTime()) > FAR_MS ? { year: "numeric" } : {};
}
