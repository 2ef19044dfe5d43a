import { services } from "@/lib/services";

export type Segments = Record<string, string | string[]>;

export interface ObservedRequest {
  request: Request;
  segments: Segments;
  requestId: string;
}

/** One line of the log for a request, whose own lines all name it, and its time for whoever measures. */
export async function observed(
  { request, segments, requestId }: ObservedRequest,
  answer: () => Promise<Response>,
): Promise<Response> {
  const { log, meter } = services();
  const beganMs = performance.now();
  const response = await log.within({ requestId }, answer);
  const ms = performance.now() - beganMs;
  const route = routeOf(new URL(request.url).pathname, segments);
  const facts = { method: request.method, route, status: response.status };
  log.debug("A request was answered.", { requestId, ...facts, ms: Math.round(ms) });
  meter.tell({ of: "request", ...facts, seconds: ms / 1000 });
  return response;
}

const ELSEWHERE = "/api/*";

/**
 * The address as its route has it (`/api/runs/:id`). Nothing of what somebody wrote is left in it, since each dynamic
 * segment takes the place of one part.
 */
export function routeOf(pathname: string, segments: Segments): string {
  const left = Object.entries(segments);
  const parts = pathname.split("/").map((part) => {
    const place = left.findIndex(([, value]) => part === value || part === encodeURIComponent(String(value)));
    const [name] = place < 0 ? [] : (left.splice(place, 1)[0] ?? []);
    return name === undefined ? part : `:${name}`;
  });
  return left.length > 0 ? ELSEWHERE : parts.join("/");
}
