import ELK from "elkjs/lib/elk-api";
import { fromElkGraph, type Tidied, type TidyInput, toElkGraph } from "./tidyGraph";

/**
 * New places for nodes, worked out in a thread of its own, which ends with it. An abort ends it early.
 * @throws Error when the thread cannot be loaded or fails, DOMException on abort
 */
export async function layOut(input: TidyInput, signal: AbortSignal): Promise<Tidied> {
  const worker = new Worker(new URL("./tidyWorker.ts", import.meta.url), { type: "module" });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) => reject(new Error(event.message || "The worker did not load.")));
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  try {
    const elk = new ELK({ workerFactory: () => worker });
    return fromElkGraph(await Promise.race([elk.layout(toElkGraph(input)), failed]), input);
  } finally {
    worker.terminate();
  }
}
