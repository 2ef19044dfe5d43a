import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { accountView, authStatus, serve, stopServing } from "@/components/testServer";
import { idleNode } from "@/store/runReducer";
import { ParkedNote } from "./ParkedNote";

afterEach(async () => {
  cleanup();
  await stopServing();
});

const until = "2026-11-21T14:05:00.000Z";

function show(parkedAccount: string, ids: string[]) {
  serve({
    "GET /api/auth/openai/status": authStatus({
      accounts: ids.map((id) => accountView({ id, name: `Name of ${id}` })),
      defaultAccountId: "acc_1",
    }),
    "GET /api/keys": { keys: [] },
  });
  const park = { until, window: "5 h", account: parkedAccount };
  render(<ParkedNote run={{ ...idleNode, status: "parked", park }} />);
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
});
