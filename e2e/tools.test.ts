import { resolve } from "node:path";
import { it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { callApi } from "./support/api";
import { eventually } from "./support/eventually";
import { openSetup } from "./support/setup";
import { setStage } from "./support/stage";
import { atTerminal } from "./support/terminal";

const stage = setStage();
const everything = resolve("node_modules/@modelcontextprotocol/server-everything/dist/index.js");

it("a program that was added at the terminal shows its tools here, and is switched off and on again", async () => {
  const { app, page } = stage;
  await page.goto(app.url);
  const setup = await openSetup(page, "Tools");
  await setup.getByText(/^None is set up yet/).waitFor();
  await expectAccessible(page, "no server of tools");
  const program = [process.execPath, everything, "stdio"];
  await atTerminal(app, "tools", "add", "Everything", "--env", "TOKEN=hush", "--", ...program);
  const row = setup.getByRole("listitem", { name: "Everything", exact: true });
  await row.getByText("Connected").waitFor();
  await row.getByText(/^\d+ tools$/).click();
  await row.getByText("echo", { exact: true }).waitFor();
  await expectAccessible(page, "a server of tools");
  await row.getByRole("switch", { name: "Use Everything" }).click();
  await row.getByText("Off", { exact: true }).waitFor();
  await row.getByRole("switch", { name: "Use Everything" }).click();
  await row.getByText("Connected").waitFor();
  await eventually(async () => JSON.stringify(await callApi(app, "GET", "/api/tools"))).not.toContain("hush");
});
