import type { ChildProcess } from "node:child_process";
import { type ClientRequest, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeEvents } from "@/lib/sse/decode";
import { median } from "./support/figures";
import { startOpenaiOauth } from "./support/openaiOauth";
import { type BenchProcess, cpuMsOf, memoryMbOf, startBenchApp, startProcess } from "./support/processes";
import { note, report } from "./support/table";

/** Calls of each: the first of a server that has just started, those in which its code becomes fast, and the others. */
const ROUNDS = { first: 60, warming: 240, warm: 200 };
const STREAMS = 50;
/** Of short streams and of long ones: by the difference the work at the beginning of a call does not count. */
const EVENTS = { short: 50, long: 550 };
const GAP_MS = 20;
/** A payer has so many calls at work at once (lib/limits): each server is one of its own. */
const CALLS_OF_A_SERVER = 8;
const HELD = 1000;

/** Who passes a stream on. */
interface Target {
  name: string;
  child: ChildProcess;
  ask(prompt: string, server?: string): { url: string; body: object; headers?: Record<string, string> };
}

/**
 * What `/v1` and `POST /api/llm` add to a call made directly, beside the least that a relay can do and a peer: time to
 * the first token, CPU for each event passed on, and the memory of a thousand streams.
 */
export async function run(): Promise<void> {
  const upstream = await startProcess("bench/support/fakeUpstream.ts", /port (\d+)/);
  const upstreamUrl = `http://127.0.0.1:${upstream.found[1]}`;
  const pipe = await startProcess("bench/support/rawPipe.ts", /port (\d+)/, { UPSTREAM: upstreamUrl });
  const peer = await startOpenaiOauth(upstreamUrl).catch((error: unknown) => {
    note(`openai-oauth could not be started: ${error instanceof Error ? error.message : error}`);
    return undefined;
  });
  const app = await startBenchApp(upstreamUrl);
  try {
    const ours = await targetsOf(app);
    const direct = responsesAt("direct call", upstream.child, upstreamUrl);
    const raw = responsesAt("raw pipe", pipe.child, `http://127.0.0.1:${pipe.found[1]}`);
    const peers = peer === undefined ? [] : [responsesAt("openai-oauth", peer.child, peer.url)];
    await firstTokens([direct, raw, ...peers, ...ours]);
    const servers = await addServers(app.url, upstreamUrl, HELD / CALLS_OF_A_SERVER);
    await eventCosts([raw, ...peers, ...ours], servers);
    const least = await heldStreams(raw, servers);
    const held = await heldStreams(ours[0], servers);
    report({ what: `${HELD} streams held at once that came whole`, ours: held.whole, unit: "", goal: { least: HELD } });
    const beside = { name: "raw pipe", figure: least.peakMb };
    report({ what: "  memory of the server meanwhile", ours: held.peakMb, unit: "MB", beside, goal: { most: 250 } });
  } finally {
    await app.stop();
    await peer?.stop();
    await pipe.stop();
    await upstream.stop();
  }
}

function responsesAt(name: string, child: ChildProcess, url: string): Target {
  const body = (input: string) => ({ model: "gpt-5.5", stream: true, input });
  return { name, child, ask: (prompt) => ({ url: `${url}/v1/responses`, body: body(prompt) }) };
}

/** With a server of a person's own where one is named, else on the key. */
async function targetsOf({ url, child }: BenchProcess & { url: string }): Promise<[Target, Target, Target]> {
  const { key } = await post(`${url}/api/access-keys`, { name: "bench", scopes: ["v1"] });
  const headersFor = (server: string | undefined) => ({
    authorization: `Bearer ${key}`,
    ...(server === undefined ? {} : { "x-patchbay-account": server }),
  });
  const modelAt = (server: string | undefined) => (server === undefined ? "openai/gpt-5.5" : "compatible/gpt-5.5");
  const door = (path: string, rest: (prompt: string) => object): Target => ({
    ...{ name: `/v1/${path}`, child },
    ask: (prompt, server) => ({
      url: `${url}/v1/${path}`,
      body: { model: modelAt(server), stream: true, ...rest(prompt) },
      headers: headersFor(server),
    }),
  });
  return [
    door("responses", (input) => ({ input })),
    door("chat/completions", (content) => ({ messages: [{ role: "user", content }] })),
    {
      ...{ name: "/api/llm", child },
      ask: (prompt, server) => ({
        url: `${url}/api/llm`,
        body: {
          ...(server === undefined ? { provider: "openai" } : { provider: "compatible", account: server }),
          ...{ model: "gpt-5.5", prompt, stream: true },
        },
      }),
    },
  ];
}

async function addServers(url: string, upstreamUrl: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const { id = "" } = await post(`${url}/api/servers`, { name: `Server ${index}`, baseUrl: `${upstreamUrl}/v1` });
    ids.push(id);
  }
  return ids;
}

async function post(url: string, body: object): Promise<Record<string, string>> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** Goals: design/quality.md; the first target is what the others are beside. */
async function firstTokens(targets: Target[]): Promise<void> {
  const { first, warming, warm } = ROUNDS;
  const times = new Map(targets.map(({ name }): [string, number[]] => [name, []]));
  for (let round = 0; round < first + warming + warm; round++) {
    // In turn, as whoever comes after its own upstream finds that one awake.
    for (let index = 0; index < targets.length; index++) {
      const target = targets[(round + index) % targets.length];
      if (target !== undefined) times.get(target.name)?.push(await firstTokenMs(target));
    }
  }
  const told = (part: (all: number[]) => number[]) => targets.map(({ name }) => median(part(times.get(name) ?? [])));
  const begun = told((all) => all.slice(0, first));
  const goals: Record<string, { most: number }> = { "/v1/responses": { most: 1 }, "/api/llm": { most: 3 } };
  const [direct = Number.NaN, ...others] = told((all) => all.slice(-warm));
  const beside = { name: "direct call", figure: direct };
  for (const [index, ms] of others.entries()) {
    const { name = "" } = targets[index + 1] ?? {};
    report({ what: `time to first token, ${name}`, ours: ms, unit: "ms", beside });
    report({ what: "  added to a direct call", ours: ms - direct, unit: "ms", goal: goals[name] });
    const early = (begun[index + 1] ?? Number.NaN) - (begun[0] ?? Number.NaN);
    report({ what: `  in the first ${first} calls of a server`, ours: early, unit: "ms" });
  }
}

async function eventCosts(targets: Target[], servers: readonly string[]): Promise<void> {
  const costs = new Map(targets.map(({ name }): [string, number[]] => [name, []]));
  for (let round = -1; round < 3; round++) {
    for (const target of targets) {
      const cost = await microsecondsAnEvent(target, servers);
      if (round >= 0) costs.get(target.name)?.push(cost);
    }
  }
  const raw = Math.min(...(costs.get("raw pipe") ?? []));
  const goals: Record<string, object> = { "/v1/responses": { most: 1.1, ofRatio: true }, "/api/llm": { most: 200 } };
  for (const { name } of targets) {
    const ours = Math.min(...(costs.get(name) ?? []));
    const what = `CPU per event at ${STREAMS} streams, ${name}`;
    report({ what, ours, unit: "µs", beside: { name: "raw pipe", figure: raw }, goal: goals[name] });
  }
}

async function microsecondsAnEvent(target: Target, servers: readonly string[]): Promise<number> {
  const short = await cpuMsOfStreams(target, servers, EVENTS.short);
  const long = await cpuMsOfStreams(target, servers, EVENTS.long);
  return ((long - short) * 1000) / (STREAMS * (EVENTS.long - EVENTS.short));
}

async function cpuMsOfStreams(target: Target, servers: readonly string[], events: number): Promise<number> {
  const before = cpuMsOf(target.child);
  const streams = Array.from({ length: STREAMS }, (_, index) =>
    readAll(target, events, servers[index % servers.length]),
  );
  await Promise.all(streams);
  return cpuMsOf(target.child) - before;
}

async function firstTokenMs(target: Target): Promise<number> {
  const startedAt = performance.now();
  let firstAt = Number.NaN;
  for await (const { data } of await open(target, "events=1")) {
    if (Number.isNaN(firstAt) && data.includes(" word")) firstAt = performance.now();
  }
  return firstAt - startedAt;
}

async function readAll(target: Target, events: number, server?: string): Promise<void> {
  let words = 0;
  const stream = await open(target, `events=${events} gapMs=${GAP_MS}`, server);
  for await (const { data } of stream) if (data.includes('" word"')) words++;
  if (words !== events) throw new Error(`${words} of ${events} events arrived by ${target.name}.`);
}

async function open(target: Target, prompt: string, server?: string) {
  const { url, body, headers } = target.ask(prompt, server);
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer sk-bench", ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok || response.body === null)
    throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return decodeEvents(response.body);
}

/** A thousand streams that are all at work at once: how many come whole, and what they take of memory. */
async function heldStreams(target: Target, servers: readonly string[]): Promise<{ whole: number; peakMb: number }> {
  const events = 60;
  const prompt = `events=${events} gapMs=500`;
  const streams = Array.from({ length: HELD }, (_, index) => hold(target, prompt, servers[index % servers.length]));
  let peakMb = 0;
  let isOver = false;
  const watching = (async () => {
    for (; !isOver; await sleep(250)) peakMb = Math.max(peakMb, memoryMbOf(target.child));
  })();
  const words = await Promise.all(streams);
  isOver = true;
  await watching;
  return { whole: words.filter((count) => count === events).length, peakMb };
}

/** How many words came. */
function hold(target: Target, prompt: string, server: string | undefined): Promise<number> {
  const { url, body, headers } = target.ask(prompt, server);
  return new Promise((resolve, reject) => {
    const asked: ClientRequest = request(
      url,
      { method: "POST", agent: false, headers: { "content-type": "application/json", ...headers } },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("end", () => resolve(text.split('" word"').length - 1));
      },
    );
    asked.on("error", reject);
    asked.end(JSON.stringify(body));
  });
}
