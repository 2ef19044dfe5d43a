/** `1.2 MB`; decimal, as file managers show it. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`;
  const megabytes = bytes / 1_000_000;
  return `${megabytes.toFixed(megabytes < 10 ? 1 : 0)} MB`;
}

/** `2.4`, `75`, `<0.1`: seconds to two digits or so. */
export function formatSeconds(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds >= 10) return seconds.toFixed(0);
  return seconds >= 0.1 ? seconds.toFixed(1) : "<0.1";
}

/** `1,240` */
export function formatCount(count: number): string {
  return count.toLocaleString("en-GB");
}
