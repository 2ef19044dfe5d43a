import { expect, it } from "vitest";
import { testTerminal } from "@/cli/testTerminal";
import { approve } from "@/lib/auth/testkit/testBrowser";
import type { Services } from "@/lib/services";
import { startGuardedServer } from "@/lib/tools/testToolIssuer";
import { testTools } from "@/lib/tools/testTools";
import { tools } from "./tools";

it("a person signs in at a server from the terminal, and its tools are listed", async () => {
  const server = await startGuardedServer();
  const own = await testTools();
  await own.add({ name: "Tickets", url: server.url });
  const printed: string[] = [];
  const said: string[] = [];
  const pages: Promise<string>[] = [];
  const openBrowser = (url: string) => {
    pages.push(approve(url, "ada").then(async (back) => (await fetch(back)).text()));
  };
  const terminal = testTerminal({ printed, said, openBrowser });
  // The command touches this alone.
  const services = { tools: own } as unknown as Services;
  expect(await tools.run({ services, terminal, positionals: ["sign-in", "tickets"], options: {} })).toBe(0);
  expect(await Promise.all(pages)).toEqual([expect.stringContaining("You are connected")]);
  expect(printed.join("\n")).toMatch(/Tickets: 1 tools after \d+ ms\n {2}act/);
  expect(await own.kept()).toMatchObject([{ isSignedIn: true }]);
});
