import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createMcpServer } from "./mcpServer";
import { createOffersWatch } from "./offers/offersWatch";
import type { McpCaller } from "./tool";
import { createOffersOfTools } from "./toolbox";

/** How long runs that are stopped at the end may take for it, in milliseconds. */
const STOPPING_MS = 10_000;

/**
 * Serves one client on standard input and output, until the input ends or `signal` fires. Calls that are open then are
 * cancelled, which stops their runs.
 */
export async function serveOnStdio(
  caller: McpCaller,
  { signal, reportBug }: { signal: AbortSignal; reportBug(error: unknown): string },
): Promise<void> {
  const offers = createOffersOfTools();
  const calls = new Set<PromiseWithResolvers<void>>();
  const announcers = new Set<() => void>();
  const onOffersChanged = () => {
    for (const announce of announcers) announce();
  };
  const watch = createOffersWatch({ offers, workflows: caller.services.workflows, onChange: onOffersChanged });
  const handle = serveStdio(
    () => {
      const server = createMcpServer({
        ...{ caller, offers, onOffersChanged, reportBug },
        openCall: ({ mcpReq }) => {
          const open = Promise.withResolvers<void>();
          calls.add(open);
          const close = () => {
            calls.delete(open);
            open.resolve();
          };
          return { cancelled: mcpReq.signal, close };
        },
      });
      // Nobody is told who is gone.
      const announce = () => void server.sendToolListChanged().catch(() => undefined);
      announcers.add(announce);
      server.onclose = () => announcers.delete(announce);
      return server;
    },
    { onerror: reportBug },
  );
  watch.start();
  await untilEnd(signal);
  watch.stop();
  await handle.close();
  const stopped = Promise.all(Array.from(calls, ({ promise }) => promise));
  await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, STOPPING_MS).unref())]);
}

function untilEnd(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.once("end", resolve);
    process.stdin.once("close", resolve);
    process.stdout.once("error", () => resolve());
    signal.addEventListener("abort", () => resolve(), { once: true });
    if (signal.aborted || process.stdin.readableEnded || process.stdin.destroyed) resolve();
  });
}
