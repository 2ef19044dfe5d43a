import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { everything, program, testTools } from "./testTools";
import type { ToolServers } from "./toolServers";

const never = new AbortController().signal;
const act = (tools: ToolServers, server: string, args = {}, signal = never) =>
  tools.call({ server, name: "act", arguments: args }, { signal });
const answer = (content: string) => `send({ id: message.id, result: { content: ${content} } })`;
const saying = (text: string) => answer(`[{ type: "text", text: ${text} }]`);

async function added(source: string, options: Parameters<typeof testTools>[0] = {}) {
  const tools = await testTools(options);
  const { id } = await tools.addProgram({ name: "p", ...program(source), env: { SECRET: "hush-hush-hush" } });
  return { tools, id };
}

it("a program gets a few variables of ours and its own, and never our keys", async () => {
  const tools = await testTools({ environment: { ...process.env, OPENAI_API_KEY: "sk-ours", PATCHBAY_SECRET: "x" } });
  const { id } = await tools.addProgram({ name: "e", ...everything, env: { OWN: "mine" } });
  const { text } = await tools.call({ server: id, name: "get-env", arguments: {} }, { signal: never });
  expect(Object.keys(JSON.parse(text))).toEqual(expect.arrayContaining(["PATH", "OWN"]));
  expect(text).not.toMatch(/OPENAI|PATCHBAY|VITEST|sk-ours/);
});

it("a server tells how far it is", async () => {
  const tools = await testTools();
  const { id } = await tools.addProgram({ name: "e", ...everything, env: {} });
  const told: number[] = [];
  const call = { server: id, name: "trigger-long-running-operation", arguments: { duration: 0.1, steps: 2 } };
  await tools.call(call, { signal: never, onProgress: ({ progress }) => told.push(progress) });
  expect(told).toContain(1);
});

it("who stops waiting cancels the call at the server", async () => {
  const { tools, id } = await added(`
    function take(message) { process.stderr.write(message.method + "\\n"); }`);
  const gone = new AbortController();
  const calling = act(tools, id, {}, gone.signal);
  await expect.poll(() => tools.log(id)).toContain("tools/call");
  gone.abort();
  await expect(calling).rejects.toMatchObject({ name: "AbortError" });
  await expect.poll(() => tools.log(id)).toContain("notifications/cancelled");
});

it("a call that hangs ends with words, and the next one is not held up", async () => {
  const { tools, id } = await added(
    `function take(message) { if (message.params?.arguments?.now) ${saying('"done"')}; }`,
    { patience: { connectMs: 15_000, callIdleMs: 300 } },
  );
  await expect(act(tools, id)).rejects.toMatchObject({ code: "tool_failed", facts: { reason: "timeout" } });
  expect(await act(tools, id, { now: true })).toEqual({ text: "done" });
});

it("a program that never answers is given up and ended", async () => {
  const tools = await testTools({ patience: { connectMs: 300, callIdleMs: 300 } });
  const { id } = await tools.addProgram({
    name: "silent",
    command: process.execPath,
    args: ["-e", "process.stderr.write(String(process.pid)); setInterval(() => {}, 1000)"],
    env: {},
  });
  expect(await tools.test(id)).toMatchObject({ ok: false, problem: expect.stringContaining("did not answer") });
  const pid = Number(await tools.log(id));
  await expect.poll(() => isAlive(pid)).toBe(false);
});

it("a program that dies during a call fails that call, and is started again for the next one", async () => {
  const { tools, id } = await added(`
    function take(message) {
      if (message.method !== "tools/call") return;
      if (message.params.arguments.die) process.exit(7);
      ${saying("String(process.pid)")};
    }`);
  const first = await act(tools, id);
  await expect(act(tools, id, { die: true })).rejects.toMatchObject({ code: "tool_failed" });
  const second = await act(tools, id);
  expect(second.text).not.toBe(first.text);
});

it("an answer that is too large is refused, and the server is used on", async () => {
  const { tools, id } = await added(`
    function take(message) {
      if (message.method === "tools/call") ${saying('"x".repeat(message.params.arguments.size)')};
    }`);
  for (const size of [11_000_000, 40_000_000]) {
    await expect(act(tools, id, { size })).rejects.toMatchObject({ facts: { reason: "too_large" } });
  }
  expect((await act(tools, id, { size: 9_000_000 })).text).toHaveLength(9_000_000);
});

it("what a program prints by mistake is passed over, and of its standard error the last is kept, without secrets", async () => {
  const { tools, id } = await added(`
    console.log("Starting ...");
    for (let i = 0; i < 5000; i++) process.stderr.write("line " + i + " ".repeat(1000) + "\\n");
    process.stderr.write("key sk-abcdefghijklmnopqrstuv and " + process.env.SECRET + "\\n");
    function take(message) { if (message.id) { console.log("{ not json"); ${saying('"ok"')}; } }`);
  expect(await act(tools, id)).toEqual({ text: "ok" });
  await expect.poll(() => tools.log(id)).toContain("key [key] and [secret]");
  const log = await tools.log(id);
  expect(log.length).toBeLessThanOrEqual(64 * 1024);
  expect(log).not.toContain("line 100 ");
});

it("nothing of a program is left, not even what it has started and what will not end", async () => {
  const { tools, id } = await added(`
    const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
    const child = require("node:child_process").spawn(process.execPath, ["-e", stubborn], { stdio: "inherit" });
    process.on("SIGTERM", () => {});
    process.stdin.on("end", () => setInterval(() => {}, 1000));
    function take(message) { if (message.id) ${saying('process.pid + " " + child.pid')}; }`);
  const pids = (await act(tools, id)).text.split(" ").map(Number);
  expect(pids.map(isAlive)).toEqual([true, true]);
  await tools.close();
  await expect.poll(() => pids.map(isAlive)).toEqual([false, false]);
});

it("pictures, sound, files and links of an answer come as what they are", async () => {
  const { tools, id } = await added(`
    const bytes = Buffer.from("hello").toString("base64");
    function take(message) { if (message.id) ${answer(`[
      { type: "text", text: "one" },
      { type: "image", data: bytes, mimeType: "image/png" },
      { type: "audio", data: bytes, mimeType: "audio/wav" },
      { type: "resource", resource: { uri: "file:///a/b.txt?x", text: "two" } },
      { type: "resource", resource: { uri: "file:///a/b.bin", blob: bytes, mimeType: "application/x" } },
      { type: "resource_link", name: "more", uri: "http://169.254.169.254/" },
    ], isError: true`)}; }`);
  const { text, isError, files } = await act(tools, id);
  expect([text, isError]).toEqual(["one\n\ntwo\n\nmore: http://169.254.169.254/", true]);
  expect(files?.map(({ mime, name, bytes }) => [mime, name, Buffer.from(bytes).toString()])).toEqual([
    ["image/png", undefined, "hello"],
    ["audio/wav", undefined, "hello"],
    ["application/x", "b.bin", "hello"],
  ]);
});

it("a change of the list is told by the server, and a tool that is gone is not called", async () => {
  const { tools, id } = await added(`
    answers.initialize = (params) => ({ protocolVersion: params.protocolVersion, capabilities: { tools: { listChanged: true } }, serverInfo: { name: "t", version: "1" } });
    function take(message) {
      if (message.method !== "tools/call") return;
      tools[0].name = "other";
      send({ method: "notifications/tools/list_changed" });
      ${saying('"ok"')};
    }`);
  await act(tools, id);
  await expect.poll(async () => (await tools.list(id, never)).map(({ name }) => name)).toEqual(["other"]);
  await expect(act(tools, id)).rejects.toMatchObject({ code: "not_found", message: /It has: other/ });
});

it("what another process changes takes hold at the next call", async () => {
  const texts = createFileTextStore(await testDirectory());
  const [ours, theirs] = [await testTools({ texts }), await testTools({ texts })];
  const source = `function take(message) { if (message.id) ${saying('"ok"')}; }`;
  const { id } = await theirs.addProgram({ name: "p", ...program(source), env: {} });
  expect(await act(ours, id)).toEqual({ text: "ok" });
  await theirs.change(id, { enabled: false });
  await expect(act(ours, id)).rejects.toMatchObject({ code: "not_found", message: /switched off/ });
  expect(await ours.views()).toMatchObject([{ status: "off", tools: [] }]);
  await theirs.remove(id, "terminal");
  await expect(act(ours, id)).rejects.toMatchObject({ code: "not_found" });
});

it("our own server is refused as a loop, however it is started", async () => {
  const tools = await testTools();
  for (const words of [
    ["patchbay", "mcp"],
    ["npx", "-y", "patchbay", "mcp"],
    ["node", "bin/patchbay.mjs", "mcp"],
  ]) {
    const [command = "", ...args] = words;
    await expect(tools.addProgram({ name: "p", command, args, env: {} })).rejects.toMatchObject({
      code: "invalid_request",
    });
  }
});

/** One whose end nobody has taken note of (a zombie) is none. */
function isAlive(pid: number): boolean {
  try {
    if (process.platform !== "linux") return process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
