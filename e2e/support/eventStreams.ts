import type { Page } from "playwright-core";

export interface SeenStreams {
  /** The `id:` of every event that arrived, in the order of arrival. */
  readonly ids: readonly number[];
  /** `Last-Event-ID` of each request that had one. */
  readonly resumedAfter: readonly number[];
  /** Streams that are being read now. */
  open(): number;
}

const eventsPath = /^\/api\/runs\/[^/]+\/events$/;

/** Watches which streams of run events a tab opens and what they bring. To be called before they open. */
export async function watchEventStreams(page: Page): Promise<SeenStreams> {
  const session = await page.context().newCDPSession(page);
  const ids: number[] = [];
  const resumedAfter: number[] = [];
  const open = new Set<string>();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (!eventsPath.test(new URL(request.url).pathname)) return;
    open.add(requestId);
  });
  // What the browser adds by itself is told apart.
  session.on("Network.requestWillBeSentExtraInfo", ({ headers }) => {
    const after = headers["Last-Event-ID"];
    if (after !== undefined) resumedAfter.push(Number(after));
  });
  session.on("Network.eventSourceMessageReceived", ({ eventId }) => ids.push(Number(eventId)));
  session.on("Network.loadingFinished", ({ requestId }) => open.delete(requestId));
  session.on("Network.loadingFailed", ({ requestId }) => open.delete(requestId));
  await session.send("Network.enable");
  return { ids, resumedAfter, open: () => open.size };
}
