import { decodeEvents } from "@/lib/sse/decode";
import { median } from "./support/figures";
import { cpuMsOf, startBenchApp, startProcess } from "./support/processes";
import { report } from "./support/table";

const ROUNDS = 40;
const STREAMS = 50;
const EVENTS = 100;

interface Target {
  url: string;
  body: (prompt: string) => object;
}

/** What `POST /api/llm` adds to a call made directly: time to the first token, and CPU for each event passed on. */
export async function run(): Promise<void> {
  const upstream = await startProcess("bench/support/fakeUpstream.ts", /port (\d+)/);
  const upstreamUrl = `http://127.0.0.1:${upstream.found[1]}`;
  const app = await startBenchApp(upstreamUrl);
  const direct: Target = {
    url: `${upstreamUrl}/v1/responses`,
    body: (prompt) => ({ model: "gpt-5.5", stream: true, input: prompt }),
  };
  const relayed: Target = {
    url: `${app.url}/api/llm`,
    body: (prompt) => ({ provider: "openai", model: "gpt-5.5", prompt, stream: true }),
  };
  try {
    for (let round = 0; round < ROUNDS; round++) await Promise.all([firstTokenMs(direct), firstTokenMs(relayed)]);
    const [directMs, relayedMs]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      directMs.push(await firstTokenMs(direct));
      relayedMs.push(await firstTokenMs(relayed));
    }
    const [relayedFirst, directFirst] = [median(relayedMs), median(directMs)];
    const beside = { name: "direct call", figure: directFirst };
    report({ what: "time to first token", ours: relayedFirst, unit: "ms", beside });
    report({ what: "  added to a direct call", ours: relayedFirst - directFirst, unit: "ms", goal: { most: 3 } });
    const before = cpuMsOf(app.child);
    await Promise.all(Array.from({ length: STREAMS }, () => readAll(relayed, `events=${EVENTS} gapMs=20`)));
    const perEvent = ((cpuMsOf(app.child) - before) * 1000) / (STREAMS * EVENTS);
    report({ what: `CPU per relayed event at ${STREAMS} streams`, ours: perEvent, unit: "µs", goal: { most: 200 } });
  } finally {
    await app.stop();
    await upstream.stop();
  }
}

async function firstTokenMs(target: Target): Promise<number> {
  const startedAt = performance.now();
  let firstAt = Number.NaN;
  for await (const { data } of await open(target, "events=1")) {
    if (Number.isNaN(firstAt) && data.includes(" word")) firstAt = performance.now();
  }
  return firstAt - startedAt;
}

async function readAll(target: Target, prompt: string): Promise<void> {
  let words = 0;
  for await (const { data } of await open(target, prompt)) if (data.includes('" word"')) words++;
  if (words !== EVENTS) throw new Error(`${words} of ${EVENTS} events arrived.`);
}

async function open({ url, body }: Target, prompt: string) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer sk-bench" },
    body: JSON.stringify(body(prompt)),
  });
  if (!response.ok || response.body === null)
    throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return decodeEvents(response.body);
}
