/**
 * Aborts when the client leaves. The request's own signal would do, but for its reason, which only Next knows: an
 * abort is told from other failures by its reason.
 */
export function clientGoneOf(request: Request): AbortController {
  const clientGone = new AbortController();
  request.signal.addEventListener("abort", () => clientGone.abort(), { once: true });
  return clientGone;
}
