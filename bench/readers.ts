import { type ClientRequest, get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type BenchProcess, memoryMbOf, startBenchApp, startProcess } from "./support/processes";
import { report } from "./support/table";

const READERS = 1000;
/** Opened at once; a browser's burst, not an attack. */
const BURST = 50;
const EVENTS = 500;
const SECONDS = 20;

/** What a thousand readers of one live run add to the memory of the built app. */
export async function run(): Promise<void> {
  const upstream = await startProcess("bench/support/fakeUpstream.ts", /port (\d+)/);
  const app = await startBenchApp(`http://127.0.0.1:${upstream.found[1]}`);
  const readers: ClientRequest[] = [];
  try {
    const events = await startRun(app.url);
    const before = memoryMbOf(app.child);
    let bytes = 0;
    while (readers.length < READERS) {
      const opened = Array.from({ length: BURST }, () => openReader(events, (length) => (bytes += length)));
      readers.push(...(await Promise.all(opened)));
    }
    const added = (await peakOf(app)) - before;
    if (bytes < READERS * EVENTS) throw new Error(`All readers together got ${bytes} bytes.`);
    report({ what: `memory that ${READERS} readers of one run add`, ours: added, unit: "MB", goal: { most: 200 } });
  } finally {
    for (const reader of readers) reader.destroy();
    await app.stop();
    await upstream.stop();
  }
}

/** The address of the events of a run that goes on for longer than is measured. */
async function startRun(url: string): Promise<string> {
  const text = `events=${EVENTS} gapMs=${(SECONDS * 2000) / EVENTS}`;
  const workflow = {
    ...{ format: "patchbay/workflow", version: 1, id: "w", name: "Readers", revision: 1 },
    nodes: [
      { id: "p", type: "prompt", data: { text } },
      { id: "m", type: "llmGenerate", data: { provider: "openai", model: "gpt-5.5" } },
    ],
    edges: [{ id: "e", source: { node: "p", port: "text" }, target: { node: "m", port: "prompt" } }],
    layout: { nodes: {}, groups: [] },
  };
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/api/runs`, { method: "POST", headers, body: JSON.stringify({ workflow }) });
  if (answer.status !== 201) throw new Error(`The run was refused: ${await answer.text()}`);
  const { events }: { events: string } = await answer.json();
  return `${url}${events}`;
}

function openReader(url: string, onBytes: (length: number) => void): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false }, (response) => {
      response.on("data", (chunk: Buffer) => onBytes(chunk.length));
      resolve(request);
    });
    request.on("error", reject);
  });
}

async function peakOf({ child }: BenchProcess): Promise<number> {
  let peak = 0;
  for (let second = 0; second < SECONDS; second++) {
    await sleep(1000);
    peak = Math.max(peak, memoryMbOf(child));
  }
  return peak;
}
