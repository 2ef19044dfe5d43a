import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { type SeenRequest, serve, stopServing } from "@/components/testServer";
import { personStore } from "@/store/person";
import type { ToolServerView } from "@/types/tools";
import { ToolsTab } from "./ToolsTab";

const tool = {
  name: "search",
  description: "Finds tickets.",
  inputSchema: {},
  readOnly: true,
  destructive: false,
  idempotent: false,
};
const tickets: ToolServerView = {
  ...{ id: "tickets", name: "Tickets", kind: "http", url: "https://tools.example/mcp", headers: ["X-Team"] },
  ...{
    enabled: true,
    status: "connected",
    tools: [tool, { ...tool, name: "erase", readOnly: false, destructive: true }],
  },
};
const files: ToolServerView = {
  ...{ id: "files", name: "Files", kind: "stdio", command: "npx -y files ~/Documents", env: ["TOKEN"] },
  ...{ enabled: true, status: "failed", error: "The program of Files was not found.", tools: [] },
};

afterEach(async () => {
  cleanup();
  personStore.setState({ person: undefined });
  vi.unstubAllGlobals();
  await stopServing();
});

function show(servers: ToolServerView[], answers: Record<string, unknown> = {}): SeenRequest[] {
  const seen = serve({ "GET /api/tools": { servers }, ...answers });
  render(<ToolsTab />);
  return seen;
}
const sent = (seen: SeenRequest[]) => seen.filter(({ method }) => method !== "GET");
const rowOf = (name: string) => screen.findByRole("listitem", { name });

it("tells of each server where it is, its state and its tools with what they claim", async () => {
  show([tickets, files]);
  const row = await rowOf("Tickets");
  expect(row.textContent).toMatch(/Connected.*tools\.example.*sends X-Team/);
  expect(row.textContent).toMatch(/2 tools.*search.*only reads.*erase.*may destroy/);
  const program = await rowOf("Files");
  expect(program.textContent).toMatch(/Failed.*npx -y files.*program on this computer · gets TOKEN.*was not found/);
});

it("a program is switched on and off here, and changed and removed at the terminal alone", async () => {
  const seen = show([files], { "PATCH /api/tools/files": { ...files, enabled: false } });
  const row = within(await rowOf("Files"));
  expect(row.queryByRole("button", { name: "Change" })).toBeNull();
  expect(row.queryByRole("button", { name: "Remove" })).toBeNull();
  expect(row.getByText("npx patchbay tools remove files")).toBeTruthy();
  expect(screen.getByText(/npx patchbay tools add NAME -- COMMAND/)).toBeTruthy();
  fireEvent.click(row.getByRole("switch", { name: "Use Files" }));
  await waitFor(() => expect(sent(seen)).toMatchObject([{ method: "PATCH", body: { enabled: false } }]));
});

it("an address is added with its headers, and a line that is none is named before anything is sent", async () => {
  const seen = show([], { "POST /api/tools": tickets });
  await screen.findByText(/^None is set up yet/);
  fireEvent.click(screen.getByRole("button", { name: "Add an address" }));
  const enter = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
  enter("Name", " Tickets ");
  enter("Address", "https://tools.example/mcp");
  enter("Headers", "Bearer abc");
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText(/Line 1 of the headers/)).toBeTruthy();
  expect(sent(seen)).toEqual([]);
  enter("Headers", "Authorization: Bearer abc");
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(sent(seen)).toMatchObject([
      { body: { name: "Tickets", url: "https://tools.example/mcp", headers: { Authorization: "Bearer abc" } } },
    ]),
  );
});

it("a change sends what was changed, and takes a header away that stands there without a value", async () => {
  const seen = show([tickets], { "PATCH /api/tools/tickets": tickets });
  fireEvent.click(within(await rowOf("Tickets")).getByRole("button", { name: "Change" }));
  fireEvent.change(screen.getByLabelText("Headers"), { target: { value: "X-Team" } });
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(sent(seen).map(({ body }) => body)).toEqual([{ name: "Tickets", headers: { "X-Team": null } }]),
  );
});

it("a server that wants a sign-in opens its page in a tab", async () => {
  const tab = { opener: window, location: { href: "" }, close: vi.fn() };
  vi.stubGlobal("open", () => tab);
  const page = "https://issuer.example/authorize?state=x";
  show([{ ...tickets, status: "sign_in", tools: [] }], {
    "POST /api/tools/tickets/sign-in": { url: page, expiresAt: "2030-01-01T00:00:00.000Z" },
  });
  fireEvent.click(within(await rowOf("Tickets")).getByRole("button", { name: "Sign in" }));
  await waitFor(() => expect(tab.location.href).toBe(page));
  expect(tab.opener).toBeNull();
});

it("who is no admin sees servers and may change none", async () => {
  personStore.setState({ person: { id: "p1", name: "Grace", role: "editor" } });
  show([tickets, files]);
  const row = within(await rowOf("Tickets"));
  expect(row.queryByRole("button")).toBeNull();
  expect(row.queryByRole("switch")).toBeNull();
  expect(screen.queryByRole("button", { name: "Add an address" })).toBeNull();
});
