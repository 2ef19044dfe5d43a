import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { setLanguage } from "@/components/language/locale";
import { type SeenRequest, serve, stopServing } from "@/components/testServer";
import { prompt, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import { defaultNightSettings, type NightEntry, type NightShift } from "@/types/nightShift";
import { NightShiftDialog } from "./NightShiftDialog";

const now = Date.now();
const inHours = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
const forecast = (isGuess: boolean) => ({
  costs: [{ lengthSeconds: 18_000, percent: 15 }],
  durationSeconds: 1800,
  isGuess,
});
const entry = (id: string, workflowName: string, isGuess = false): NightEntry => ({
  ...{ id, workflowId: `wf_${id}`, workflowName, enabled: true, repeat: false, hasInputs: false },
  forecast: forecast(isGuess),
});
const windows = [{ label: "5 h", lengthSeconds: 18_000, leftPercent: 60, resetsAt: inHours(4) }];

const night = (change: Partial<NightShift> = {}): NightShift => ({
  settings: { ...defaultNightSettings, timeZone: "Europe/Berlin" },
  isNew: false,
  queue: [entry("e1", "Digest"), entry("e2", "Report", true)],
  plan: [
    {
      state: "starts",
      entry: "e1",
      at: inHours(3),
      account: "a",
      window: windows[0] as NightShift["accounts"][number]["windows"][number],
      reservePercent: 20,
      forecast: forecast(false),
      after: windows,
    },
    { state: "waits", entry: "e2", reason: "reserve", account: "a", window: windows[0], room: 4.7, needs: 15 },
  ],
  did: [],
  accounts: [
    { id: "a", name: "Personal", windows, reservePercent: 20, usable: true },
    { id: "b", name: "Work", windows: [], reservePercent: 20, usable: false, reason: "signed_out" },
  ],
  nights: [{ from: inHours(2), to: inHours(11) }],
  now: inHours(0),
  ...change,
});

let shown: NightShift;
let seen: SeenRequest[];
beforeEach(() => {
  shown = night();
  seen = serve({
    "GET /api/night-shift": () => shown,
    "PUT /api/night-shift": () => shown,
    "POST /api/triggers": {},
    "PATCH /api/triggers/e1": {},
    "DELETE /api/triggers/e1": {},
  });
  workflowStore.getState().load(workflow([prompt("a", "Tell me of {{place}}")], [], 1));
});
afterEach(async () => {
  cleanup();
  await stopServing();
});

const put = () => seen.filter(({ method }) => method === "PUT").map(({ body }) => body);

it("says in a sentence what happens tonight, and of each entry when it starts or why it waits", async () => {
  render(<NightShiftDialog isAdding={false} onClose={vi.fn()} />);
  expect((await screen.findByText(/^Tonight 1 run:/)).textContent).toMatch(/“Digest” at .+ on Personal\.$/);
  expect(screen.getByText(/^Starts .+ on Personal: the 5 h window has 60% left and resets/)).toBeTruthy();
  expect(
    screen.getByText("Waits: it is expected to take 15%, and above the reserve the 5 h window of Personal has 4%."),
  ).toBeTruthy();
  expect(screen.getByText("Never measured: counted with caution as 15% of 5 h.")).toBeTruthy();
  expect(screen.getByRole("img", { name: /^Personal: 5 h: 60% left, 5 h resets .+, “Digest” starts/ })).toBeTruthy();
  expect(screen.getAllByText("Sign in to it again.").length).toBeGreaterThan(0);
});

it("does not say that nothing starts while something is at work", async () => {
  const waits = (id: string) => ({ state: "waits", entry: id, reason: "running", account: "a" }) as const;
  const begun = {
    id: "d",
    entry: "e1",
    workflowId: "w",
    workflowName: "Digest",
    account: "a",
    accountName: "Personal",
  };
  shown = night({
    plan: [waits("e1"), waits("e2")],
    did: [{ ...begun, startedAt: inHours(-1), outcome: "running", windows: [] }],
  });
  render(<NightShiftDialog isAdding={false} onClose={vi.fn()} />);
  expect(await screen.findByText("At work now: “Digest”. Tonight nothing else starts.")).toBeTruthy();
});

it("explains itself in three lines while there is nothing, and takes over the time zone of whoever opens it first", async () => {
  shown = night({ isNew: true, queue: [], plan: [] });
  render(<NightShiftDialog isAdding={false} onClose={vi.fn()} />);
  expect(await screen.findByText(/What a plan's window has left is lost/)).toBeTruthy();
  expect(put()).toEqual([{ timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }]);
});

it("moves an entry by its buttons and by keys, and says where it is", async () => {
  render(<NightShiftDialog isAdding={false} onClose={vi.fn()} />);
  fireEvent.click(await screen.findByRole("button", { name: "Move “Report” up" }));
  expect(screen.getByText("“Report” is now number 1")).toBeTruthy();
  fireEvent.keyDown(screen.getByRole("button", { name: /^Digest: Drag/ }), { key: "ArrowDown", altKey: true });
  await waitFor(() => expect(put()).toEqual([{ order: ["e2", "e1"] }, { order: ["e2", "e1"] }]));
});

it("moves an entry that is dragged onto another one", async () => {
  render(<NightShiftDialog isAdding={false} onClose={vi.fn()} />);
  const list = await screen.findByRole("list", { name: "Queue" });
  const data = { effectAllowed: "", setData: vi.fn() };
  fireEvent.dragStart(screen.getByRole("button", { name: /^Report: Drag/ }), { dataTransfer: data });
  const [first] = within(list).getAllByRole("listitem");
  if (first === undefined) throw new Error("The list has two entries.");
  fireEvent.drop(first, { dataTransfer: data });
  await waitFor(() => expect(put()).toEqual([{ order: ["e2", "e1"] }]));
});

it("leaves the hours as they are written while the server has not answered yet", async () => {
  render(<NightShiftDialog isAdding={false} onClose={vi.fn()} />);
  const from = await screen.findByLabelText<HTMLInputElement>("From");
  const before = from.value;
  for (const value of ["", "01:30", "10:30"]) {
    fireEvent.change(from, { target: { value } });
    expect(from.value).toBe(value);
  }
  fireEvent.blur(from);
  fireEvent.change(screen.getByLabelText("Until"), { target: { value: "05:00" } });
  expect(from.value).toBe("10:30");
  await waitFor(() => expect(put()).toHaveLength(3));
  expect(put()).toMatchObject([
    { hours: { from: "01:30" } },
    { hours: { from: "10:30" } },
    { hours: { from: "10:30", to: "05:00" } },
  ]);
  // What was not taken stands no longer there.
  await waitFor(() => expect(from.value).toBe(before));
});

it("keeps a setting at once, and shows what it does", async () => {
  render(<NightShiftDialog isAdding={false} onClose={vi.fn()} />);
  const reserve = await screen.findByRole("slider");
  fireEvent.change(reserve, { target: { value: "45" } });
  expect(screen.getByText("Of every window at least 45% is left when you come back.")).toBeTruthy();
  shown = night({
    plan: [{ state: "waits", entry: "e1", reason: "too_large", account: "a", window: windows[0], room: 55, needs: 60 }],
  });
  fireEvent.keyUp(reserve, { key: "ArrowRight" });
  await waitFor(() => expect(put()).toEqual([{ reservePercent: 45 }]));
  expect(await screen.findByText("Tonight nothing starts. Below each entry stands why.")).toBeTruthy();
  fireEvent.click(screen.getByRole("switch", { name: "Night shift on" }));
  fireEvent.click(screen.getByRole("checkbox", { name: "Work" }));
  await waitFor(() => expect(put().slice(1)).toEqual([{ enabled: false }, { accounts: ["a"] }]));
});

it("marks the hours so shortly that they have room, in Korean too", async () => {
  setLanguage("ko");
  onTestFinished(() => setLanguage("en"));
  render(<NightShiftDialog isAdding={false} onClose={vi.fn()} />);
  expect(await screen.findByText("06:00")).toBeTruthy();
  expect(screen.getByText("21:00")).toBeTruthy();
});

it("adds the workflow that is open, with what its runs are given", async () => {
  render(<NightShiftDialog isAdding onClose={vi.fn()} />);
  fireEvent.change(await screen.findByRole("textbox", { name: "place" }), { target: { value: "Rome" } });
  fireEvent.click(screen.getByRole("button", { name: "Add to the queue" }));
  await waitFor(() =>
    expect(seen.find(({ method }) => method === "POST")?.body).toEqual({
      kind: "spare",
      workflowId: "wf_test",
      repeat: false,
      inputs: { place: "Rome" },
    }),
  );
  await waitFor(() => expect(screen.queryByRole("button", { name: "Add to the queue" })).toBeNull());
});

it("switches an entry off, and takes it out", async () => {
  render(<NightShiftDialog isAdding={false} onClose={vi.fn()} />);
  fireEvent.click(await screen.findByRole("switch", { name: "“Digest” may start" }));
  await waitFor(() => expect(seen.find(({ method }) => method === "PATCH")?.body).toEqual({ enabled: false }));
  fireEvent.click(screen.getByRole("button", { name: "Take “Digest” out of the queue" }));
  await waitFor(() => expect(seen.some(({ method }) => method === "DELETE")).toBe(true));
});

it("tells what it did: from where to where the windows went, and what came between", async () => {
  shown = night({
    did: [
      {
        ...{
          id: "d1",
          entry: "e1",
          workflowId: "wf_e1",
          workflowName: "Digest",
          account: "a",
          accountName: "Personal",
        },
        startedAt: inHours(-8),
        outcome: "completed",
        windows: [{ label: "5 h", lengthSeconds: 18_000, before: 12, after: 19 }],
        tokens: 4200,
        over: { at: inHours(-7), because: "reserve", did: "finish" },
      },
    ],
  });
  render(<NightShiftDialog isAdding={false} onClose={vi.fn()} />);
  expect(await screen.findByText("5 h from 12% to 19% · 4,200 tokens")).toBeTruthy();
  expect(screen.getByText("The reserve was reached meanwhile; it was let finish.")).toBeTruthy();
});
