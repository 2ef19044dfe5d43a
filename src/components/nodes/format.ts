import { numberText } from "@/components/language/locale";

/** `1.2 MB`; decimal, as file managers show it. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`;
  const megabytes = bytes / 1_000_000;
  return `${numberText(megabytes, megabytes < 10 ? 1 : 0)} MB`;
}

/** `2.4`, `75`, `<0.1`: seconds to two digits or so. */
export function formatSeconds(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds >= 10) return numberText(seconds);
  return seconds >= 0.1 ? numberText(seconds, 1) : "<0.1";
}

/** `1,240` */
export function formatCount(count: number): string {
  return numberText(count);
}
