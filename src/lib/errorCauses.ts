/** How deep errors of the network tell their reason. */
const MAX_CAUSES = 5;

/** The error, what caused it, and so on; of several at once, as where both address families failed, the first. */
export function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let next = error; next instanceof Error && causes.length < MAX_CAUSES; ) {
    causes.push(next);
    next = next.cause ?? (next instanceof AggregateError ? next.errors[0] : undefined);
  }
  return causes;
}
