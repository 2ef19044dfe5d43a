import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { useState } from "react";
import { SWRConfig } from "swr";
import { afterEach, describe, expect, it } from "vitest";
import { type LlmData, useLlmNode } from "@/components/nodes/useLlmNode";
import { accountView, authStatus, serve, stopServing } from "@/components/testServer";
import { toolSettingsSchema } from "@/lib/nodes/toolSettings";
import { ToolsField } from "./ToolsField";

let data: LlmData;

function Form({ first }: { first: LlmData }) {
  const [now, setNow] = useState(first);
  data = now;
  return <ToolsField view={useLlmNode(now)} onChange={(change) => setNow({ ...now, ...change })} />;
}

const tool = (name: string, readOnly: boolean) => ({
  ...{ name, description: `What ${name} does.`, inputSchema: {}, readOnly, destructive: false, idempotent: false },
});
const files = {
  ...{ id: "files", name: "Files", kind: "stdio", command: "x", enabled: true, status: "connected" },
  tools: [tool("read", true), tool("write", false)],
};

async function show(change: Partial<LlmData> = {}, servers: object[] = [files]) {
  serve({
    "GET /api/auth/openai/status": authStatus({ connected: true, accounts: [accountView()] }),
    "GET /api/keys": { keys: [] },
    "GET /api/models": { provider: "openai-auth", source: "live", fetchedAt: new Date().toISOString(), models: [] },
    "GET /api/tools": { servers },
  });
  render(
    <SWRConfig value={{ provider: () => new Map() }}>
      <Form first={{ provider: "openai-auth", model: "gpt-6-luna", ...change }} />
    </SWRConfig>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Choose" }));
}

afterEach(async () => {
  cleanup();
  await stopServing();
});

describe("the tools of a node", () => {
  it("are those of the servers that are ticked, asking before they act", async () => {
    await show();
    expect(screen.getByText("None")).toBeTruthy();
    fireEvent.click(await screen.findByRole("checkbox", { name: "Use tools of Files" }));
    expect(data.tools).toEqual([{ server: "files", approval: "ask" }]);
    expect(screen.getByText("Of 1 server")).toBeTruthy();
    expect(screen.getByText("One answer takes up to 11 calls of the model.")).toBeTruthy();
    fireEvent.click(screen.getByRole("checkbox", { name: "Use tools of Files" }));
    expect(data.tools).toBeUndefined();
  });

  it("may be some of a server, and say which only read", async () => {
    await show({ tools: [{ server: "files", approval: "always" }] });
    fireEvent.click(await screen.findByRole("checkbox", { name: /^All tools of the server/ }));
    fireEvent.click(screen.getByRole("checkbox", { name: "write" }));
    expect(data.tools).toEqual([{ server: "files", approval: "always", names: ["read"] }]);
    expect(within(screen.getByRole("list")).getByRole("checkbox", { name: "read · only reads" })).toBeTruthy();
    fireEvent.click(screen.getByRole("checkbox", { name: /^All tools of the server/ }));
    expect(data.tools?.[0]?.names).toBeUndefined();
  });

  it("are no more than a node can have, of a server and of servers", async () => {
    const many = Array.from({ length: 130 }, (_, index) => tool(`t${index}`, true));
    const others = Array.from({ length: 20 }, (_, index) => ({ ...files, id: `s${index}`, name: `S${index}` }));
    const tools = others.slice(1).map(({ id }) => ({ server: id }));
    await show({ tools: [{ server: "files" }, ...tools] }, [{ ...files, tools: many }, ...others]);
    fireEvent.click((await screen.findAllByRole("checkbox", { name: /^All tools of the server/ }))[0] as HTMLElement);
    expect(data.tools?.find(({ server }) => server === "files")?.names).toHaveLength(128);
    fireEvent.click(screen.getByRole("checkbox", { name: "t129 · only reads" }));
    fireEvent.click(screen.getByRole("checkbox", { name: "Use tools of S0" }));
    expect(toolSettingsSchema.safeParse(data).success).toBe(true);
    expect(screen.getByText("No more than 128 can be chosen.")).toBeTruthy();
    expect(screen.getByText("No more than 20 can be chosen.")).toBeTruthy();
  });

  it("are shown where their server is not set up here, or is switched off, and can be taken off", async () => {
    await show({ tools: [{ server: "elsewhere" }] }, [{ ...files, enabled: false }]);
    expect(await screen.findByText("switched off")).toBeTruthy();
    expect(screen.getByText("not set up here")).toBeTruthy();
    fireEvent.click(screen.getByRole("checkbox", { name: "Use tools of elsewhere" }));
    expect(data.tools).toBeUndefined();
  });

  it("are bounded in rounds and words", async () => {
    await show({ tools: [{ server: "files" }] });
    const rounds = await screen.findByRole("textbox", { name: "Rounds of tools at most" });
    fireEvent.change(rounds, { target: { value: "51" } });
    expect(screen.getByText("A whole number from 1 to 50.")).toBeTruthy();
    fireEvent.change(rounds, { target: { value: "3" } });
    fireEvent.click(screen.getByRole("checkbox", { name: "Take results from earlier runs" }));
    expect(data).toMatchObject({ maxToolRounds: 3, cacheTools: true });
    expect(screen.getByText("One answer takes up to 4 calls of the model.")).toBeTruthy();
  });

  it("say how to have some where there are none", async () => {
    await show({}, []);
    expect(await screen.findByText(/^No servers of tools are set up/)).toBeTruthy();
  });
});
