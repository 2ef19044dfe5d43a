import { cp, readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { parseConfig } from "@/lib/config";
import { node } from "@/lib/engine/testRun";
import { createServices } from "@/lib/server";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { runServiceIn, until, watch, workflowOf } from "./testRunService";

const KEY = "s3cret-value-of-mine";

async function serve(hold: (url: string) => boolean = () => false) {
  const seen: { url: string | undefined; key: unknown; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    seen.push({ url: request.url, key: request.headers["x-key"], body });
    if (hold(String(seen.length))) return;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ items: ["a", "b"], headers: request.headers, url: request.url, body }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { seen, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function patchbay() {
  const directory = await testDirectory();
  const services = createServices({ ...parseConfig({ PATCHBAY_DATA_DIR: directory }), logLevel: "silent" });
  onTestFinished(() => services.auth.close());
  return { directory, services };
}

/** Everything that stands under a directory, but the key that seals. */
async function allOf(directory: string): Promise<string> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile() && file.name !== "secret.key")
    .map((file) => readFile(join(file.parentPath, file.name), "latin1"));
  return (await Promise.all(texts)).join("\n");
}

it("a run sends what it should, and nothing that is kept or told of it holds a secret", async () => {
  const { seen, origin } = await serve();
  const { directory, services } = await patchbay();
  await services.secrets.put("API_KEY", { value: KEY, origins: [origin] });
  const ask = node("r", "request", {
    ...{ method: "POST", url: `${origin}/{{city}}?k={{secret:API_KEY}}`, as: "json" },
    ...{ headers: { "x-key": "{{secret:API_KEY}}" }, body: '{"city":"{{city}}","k":"{{secret:API_KEY}}"}' },
  });
  const list = node("l", "list", { text: "Rome\nOslo", split: "lines" });
  const workflow = workflowOf(
    [list, ask, node("o", "output", { format: "auto" })],
    ["l.items>r.city", "r.body>o.value"],
  );
  await services.workflows.create(workflow);
  const preflight = await services.preflight(workflow, {});
  expect(preflight).toMatchObject({ calls: [], requests: 2, warnings: [] });
  const { id } = await services.runs.start(workflow);
  const events = await watch(services.runs, id);
  expect(events.at(-1)).toMatchObject({ type: "run-end", status: "completed" });
  expect(seen.map(({ url, key, body }) => [url, key, JSON.parse(body)]).toSorted()).toEqual([
    [`/Oslo?k=${KEY}`, KEY, { city: "Oslo", k: KEY }],
    [`/Rome?k=${KEY}`, KEY, { city: "Rome", k: KEY }],
  ]);
  expect(events.filter(({ type }) => type === "node-tool")).toHaveLength(4);
  const told = JSON.stringify([events, preflight, await services.runs.read(id), await services.secrets.list()]);
  expect(told).toContain("{{secret:API_KEY}}");
  expect(told).not.toContain(KEY);
  expect(await allOf(directory)).not.toContain(KEY);
});

it("says beforehand what would keep a request from being sent", async () => {
  const { services } = await patchbay();
  await services.secrets.put("ELSEWHERE", { value: KEY, origins: ["https://other.example"] });
  const ask = (id: string, data: Record<string, unknown>) =>
    node(id, "request", { method: "GET", as: "text", ...data });
  const nodes = [
    ask("none", { url: "https://a.example", headers: { a: "{{secret:NONE}}" } }),
    ask("elsewhere", { url: "https://a.example", headers: { a: "{{secret:ELSEWHERE}}" } }),
    ask("inner", { url: "https://10.0.0.1" }),
    ask("fine", { url: "https://a.example" }),
  ];
  const { warnings, requests } = await services.preflight(workflowOf(nodes, []), {});
  expect(requests).toBe(1);
  expect(warnings.map(({ node, code }) => [node, code]).toSorted()).toEqual([
    ["elsewhere", "egress_blocked"],
    ["inner", "egress_blocked"],
    ["none", "not_found"],
  ]);
});

it("an answer that is kept is not asked for again", async () => {
  const { seen, origin } = await serve();
  const { services } = await patchbay();
  const ask = node("r", "request", { method: "GET", url: origin, as: "json", cache: true });
  const workflow = workflowOf([ask, node("o", "output", { format: "auto" })], ["r.body>o.value"]);
  for (const status of [false, true]) {
    const { id } = await services.runs.start(workflow);
    const end = (await watch(services.runs, id)).find(({ type }) => type === "node-end");
    expect(end).toMatchObject({ cached: status });
  }
  expect(seen).toHaveLength(1);
});

it("after a crash a request that acts is not sent again without a word; one that reads is", async () => {
  const directory = await testDirectory();
  const first = runServiceIn(directory, { request: () => new Promise(() => undefined) });
  const ask = (id: string, method: string) => node(id, "request", { method, url: "https://a.example/", as: "text" });
  const { id } = await first.start(workflowOf([ask("acts", "POST"), ask("reads", "GET")], []));
  await until(first, id, "node-tool");
  // What stood on the disk when the process was killed.
  const after = await testDirectory();
  await cp(directory, after, { recursive: true });
  const sent: string[] = [];
  const second = runServiceIn(after, {
    request: async ({ method }) => {
      sent.push(method);
      return { status: 200, body: "there" };
    },
  });
  await second.resume(id);
  const events = await watch(second, id);
  expect(sent).toEqual(["GET"]);
  expect(events.find(({ type }) => type === "node-wait")).toMatchObject({
    ...{ node: "acts", kind: "unfinished_tool", call: "request-1", server: "a.example", name: "POST" },
  });
  expect(events.at(-1)).toMatchObject({ type: "run-end", status: "waiting" });
});
