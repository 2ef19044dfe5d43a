import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { accountView, authStatus, serve, stopServing } from "@/components/testServer";
import { Toaster } from "@/components/ui/Toaster";
import { idleNode, idleRun, type NodeRun } from "@/store/runReducer";
import { runStore } from "@/store/useRun";
import { ParkedNote } from "./ParkedNote";

afterEach(async () => {
  cleanup();
  runStore.getState().clear();
  await stopServing();
});

const until = "2026-11-21T14:05:00.000Z";

function show(parkedAccount: string, ids: string[]) {
  const seen = serve({
    "POST /api/runs/run_1/resume": {},
    "GET /api/auth/openai/status": authStatus({
      accounts: ids.map((id) => accountView({ id, name: `Name of ${id}` })),
      defaultAccountId: "acc_1",
    }),
    "GET /api/keys": { keys: [] },
  });
  const park = { until, window: "5 h", account: parkedAccount };
  const parked: NodeRun = { ...idleNode, status: "parked", park };
  runStore.setState({ run: { ...idleRun, id: "run_1", status: "parked", nodes: { a: parked } } });
  render(
    <>
      <ParkedNote run={parked} />
      <Toaster />
    </>,
  );
  return seen;
}

describe("a parked node", () => {
  it("of the default account is not offered that account again", async () => {
    show("", ["acc_1"]);
    await screen.findByText(/5 h window of Name of acc_1/);
    expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual(["Try now"]);
  });

  it.each([
    ["", "acc_2"],
    ["acc_2", "acc_1"],
  ])("of account %j is offered the other one", async (parked, other) => {
    show(parked, ["acc_1", "acc_2"]);
    expect(await screen.findByRole("button", { name: `Use Name of ${other}` })).toBeTruthy();
  });

  it("says that the limit still stands when a try has parked again", async () => {
    const source = stubEventSource();
    const seen = show("", ["acc_1"]);
    fireEvent.click(await screen.findByRole("button", { name: "Try now" }));
    await waitFor(() => expect(source.current).toBeDefined());
    expect(seen.map(({ path }) => path)).toContain("/api/runs/run_1/resume");
    act(() => source.say({ type: "run-resume", seq: 1 }));
    act(() => source.say({ type: "node-park", seq: 2, node: "a", until, window: "5 h", account: "" }));
    expect(screen.queryByText(/still stands/)).toBeNull();
    act(() => source.say({ type: "run-end", seq: 3, status: "parked", outputs: {} }));
    expect(await screen.findByText("Tried: the limit still stands")).toBeTruthy();
  });
});

/** The connection that a run is followed on, and the way to say something on it. */
function stubEventSource() {
  const stub = {
    current: undefined as EventTarget | undefined,
    say: (event: { type: string; [field: string]: unknown }) => {
      const data = JSON.stringify({ at: "2026-11-21T12:00:00.000Z", ...event });
      stub.current?.dispatchEvent(new MessageEvent(event.type, { data }));
    },
  };
  vi.stubGlobal(
    "EventSource",
    class extends EventTarget {
      constructor() {
        super();
        stub.current = this;
      }
      close() {}
    },
  );
  return stub;
}
