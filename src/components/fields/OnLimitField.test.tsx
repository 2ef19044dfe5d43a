import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type LlmData, useLlmNode } from "@/components/nodes/useLlmNode";
import { accountView, authStatus, serve, stopServing } from "@/components/testServer";
import type { AccountView } from "@/types/providers";
import { OnLimitField } from "./OnLimitField";

function Form({ data, onChange }: { data: LlmData; onChange: () => void }) {
  return <OnLimitField view={useLlmNode(data)} onChange={onChange} />;
}

function show(change: Partial<LlmData> = {}, account: Partial<AccountView> = {}) {
  serve({
    "GET /api/auth/openai/status": authStatus({
      accounts: [
        accountView(account),
        accountView({ id: "acc_2", name: "Work" }),
        accountView({ id: "acc_3", name: "Shared", route: "siwc", planUse: true }),
      ],
      defaultAccountId: "acc_1",
    }),
    "GET /api/keys": { keys: [{ provider: "openai", source: "stored", lastFour: "9c1d" }] },
    "GET /api/models": { provider: "openai-auth", source: "live", fetchedAt: new Date().toISOString(), models: [] },
  });
  const onChange = vi.fn();
  render(<Form data={{ provider: "openai-auth", model: "gpt-6-luna", ...change }} onChange={onChange} />);
  return onChange;
}

const openList = async (name: string) => {
  const box = await screen.findByRole("combobox", { name });
  fireEvent.pointerDown(box);
  fireEvent.mouseDown(box);
  fireEvent.click(box);
};

afterEach(async () => {
  cleanup();
  await stopServing();
});

describe("what happens when the plan's limit is reached", () => {
  it("names nobody else unless the workflow says so", async () => {
    show();
    expect(await screen.findByText("Park, and go on at the reset")).toBeTruthy();
    expect(screen.queryByRole("list")).toBeNull();
  });

  it("lists those who go on in their order, says what a key costs, and lets them be removed", async () => {
    const fallback = [{ provider: "openai-auth" as const, account: "acc_2" }, { provider: "openai" as const }];
    const onChange = show({ fallback });
    expect(await screen.findByText("An API key is billed per token.", { exact: false })).toBeTruthy();
    expect(screen.getAllByRole("listitem")).toHaveLength(2);
    fireEvent.click(screen.getByRole("button", { name: "Remove payer 2" }));
    expect(onChange).toHaveBeenCalledWith({ fallback: [fallback[0]] });
  });

  it("offers no account of plan sharing, and not the one that pays already", async () => {
    const onChange = show({ fallback: [{ provider: "openai-auth", account: "acc_2" }] });
    fireEvent.click(await screen.findByRole("button", { name: "Add another" }));
    await waitFor(() =>
      expect(onChange).toHaveBeenCalledWith({
        fallback: [{ provider: "openai-auth", account: "acc_2" }, { provider: "openai" }],
      }),
    );
    await openList("Payer 1");
    expect(await screen.findByRole("option", { name: /Work/ })).toBeTruthy();
    expect(screen.queryByRole("option", { name: /Shared|Personal/ })).toBeNull();
  });

  it("asks for another model where the payer does not offer the node's own", async () => {
    show({ fallback: [{ provider: "openai" }] });
    expect(await screen.findByText("It does not offer gpt-6-luna. Choose a model of its own.")).toBeTruthy();
  });

  it("says that plan sharing allows no switch", async () => {
    show({}, { route: "siwc", planUse: true });
    expect(await screen.findByText("OpenAI's plan sharing allows no switch to another payer.")).toBeTruthy();
  });
});
