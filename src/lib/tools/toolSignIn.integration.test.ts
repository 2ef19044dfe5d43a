import { expect, it } from "vitest";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { startTestHttpServer } from "./testHttpServer";
import { startGuardedServer } from "./testToolIssuer";
import { testTools } from "./testTools";
import type { ToolServers } from "./toolServers";

const signal = new AbortController().signal;
const origin = "http://localhost:3000";
const act = (tools: ToolServers) => tools.call({ server: "t", name: "act", arguments: {} }, { signal });

/** What the person's browser does. */
async function comeBack(tools: ToolServers): Promise<URL> {
  const { url } = await tools.signIn("t", origin);
  return new URL(await approve(url, "ada"));
}
const answerIn = (url: URL) => ({
  state: url.searchParams.get("state") ?? "",
  code: url.searchParams.get("code") ?? "",
  iss: url.searchParams.get("iss") ?? undefined,
});

it("a server that wants a sign-in says so, and its tools can be called after it", async () => {
  const server = await startGuardedServer();
  const texts = createFileTextStore(await testDirectory());
  const tools = await testTools({ texts });
  await tools.add({ name: "t", url: server.url });
  await expect(act(tools)).rejects.toMatchObject({ code: "tool_failed", facts: { reason: "sign_in" } });
  expect(await tools.views()).toMatchObject([{ status: "sign_in", isSignedIn: false }]);
  const back = await comeBack(tools);
  expect(`${back.origin}${back.pathname}`).toBe(`${origin}/api/tools/callback`);
  expect(await tools.callback(answerIn(back))).toBe("t");
  expect(await act(tools)).toEqual({ text: "ok" });
  expect(await tools.views()).toMatchObject([{ status: "connected", isSignedIn: true }]);
  const kept = (await texts.text("tools").read())?.text ?? "";
  expect(kept).not.toContain(server.lastToken() ?? "?");
  await expect(tools.callback(answerIn(back))).rejects.toMatchObject({ code: "state_mismatch" });
  await tools.signOut("t");
  await expect(act(tools)).rejects.toMatchObject({ facts: { reason: "sign_in" } });
});

it("a refused token is renewed once for all who wait, and by one process alone", async () => {
  const server = await startGuardedServer();
  const texts = createFileTextStore(await testDirectory());
  const [tools, other] = [await testTools({ texts }), await testTools({ texts })];
  await tools.add({ name: "t", url: server.url });
  await tools.callback(answerIn(await comeBack(tools)));
  expect(await Promise.all([act(tools), act(other)])).toEqual([{ text: "ok" }, { text: "ok" }]);
  const asked = () => server.atIssuer.filter((request) => request === "POST /token").length;
  const before = asked();
  server.refused.add(server.lastToken() ?? "");
  const calls = Array.from({ length: 10 }, (_, index) => act(index % 2 === 0 ? tools : other));
  expect(await Promise.all(calls)).toEqual(calls.map(() => ({ text: "ok" })));
  expect(asked() - before).toBe(1);
});

it("a token that ends soon is renewed before it is sent", async () => {
  const server = await startGuardedServer({ lifetimeS: 30 });
  const tools = await testTools();
  await tools.add({ name: "t", url: server.url });
  await tools.callback(answerIn(await comeBack(tools)));
  const first = server.atIssuer.filter((request) => request === "POST /token").length;
  expect(await act(tools)).toEqual({ text: "ok" });
  expect(server.atIssuer.filter((request) => request === "POST /token").length).toBeGreaterThan(first);
});

it("what is refused on the issuer's page, or comes with another state, changes nothing", async () => {
  const server = await startGuardedServer();
  const tools = await testTools();
  await tools.add({ name: "t", url: server.url });
  const { url } = await tools.signIn("t", origin);
  const state = new URL(url).searchParams.get("state") ?? "";
  await expect(tools.callback({ state: "another", code: "x" })).rejects.toMatchObject({ code: "state_mismatch" });
  await expect(tools.callback({ state, error: "access_denied" })).rejects.toMatchObject({ code: "access_denied" });
  expect(await tools.kept()).toMatchObject([{ isSignedIn: false }]);
});

it("a sign-in that nobody ended in ten minutes is over, and a later one ends the one before", async () => {
  const server = await startGuardedServer();
  let nowMs = Date.now();
  const tools = await testTools({ now: () => nowMs });
  await tools.add({ name: "t", url: server.url });
  const first = await comeBack(tools);
  const second = await comeBack(tools);
  await expect(tools.callback(answerIn(first))).rejects.toMatchObject({ code: "state_mismatch" });
  nowMs += 11 * 60_000;
  await expect(tools.callback(answerIn(second))).rejects.toMatchObject({ code: "flow_expired" });
});

it("another address takes the sign-in away", async () => {
  const server = await startGuardedServer();
  const tools = await testTools();
  await tools.add({ name: "t", url: server.url });
  await tools.callback(answerIn(await comeBack(tools)));
  const evil = await startTestHttpServer();
  expect(await tools.change("t", { url: evil.url })).toMatchObject({ isSignedIn: false });
  await act(tools);
  expect(evil.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
});

it("a server elsewhere cannot name an issuer on this computer, nor a cloud's metadata", async () => {
  const asked: string[] = [];
  for (const issuer of ["http://127.0.0.1:9999", "http://169.254.169.254", "https://169.254.169.254"]) {
    const tools = await testTools({
      fetch: async (input) => {
        asked.push(String(input));
        const isMetadata = String(input).includes("oauth-protected-resource");
        if (!isMetadata) return new Response(null, { status: 401 });
        return Response.json({ resource: "https://tools.example/mcp", authorization_servers: [issuer] });
      },
    });
    await tools.add({ name: "t", url: "https://tools.example/mcp" });
    await expect(tools.signIn("t", origin)).rejects.toMatchObject({ code: "tool_failed" });
  }
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.every((url) => new URL(url).host === "tools.example")).toBe(true);
});
