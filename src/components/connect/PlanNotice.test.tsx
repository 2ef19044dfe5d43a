import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { accountView, authStatus, type SeenRequest, serve, stopServing } from "@/components/testServer";
import type { Settings } from "@/types/api";
import type { AccountView } from "@/types/providers";
import { PlanNotice } from "./PlanNotice";

function show(account: Partial<AccountView>, settings: Partial<Settings> = {}) {
  let saved: unknown = { nodeDefaults: {}, ...settings };
  const seen = serve({
    "GET /api/auth/openai/status": authStatus({ accounts: [accountView(account)] }),
    "GET /api/settings": () => saved,
    "PUT /api/settings": ({ body }: SeenRequest) => {
      saved = body;
      return saved;
    },
  });
  render(<PlanNotice />);
  return { seen, saved: () => saved };
}

afterEach(async () => {
  cleanup();
  await stopServing();
});

const shared = { route: "siwc", planUse: true, manageUsageUrl: "https://chatgpt.com/settings/usage" } as const;

describe("the notice about plan use", () => {
  it("is said once: after Got it the server remembers, for every browser", async () => {
    const { saved } = show(shared);
    expect(await screen.findByText("You're using your ChatGPT plan")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Manage usage" }).getAttribute("href")).toBe(shared.manageUsageUrl);
    fireEvent.click(screen.getByRole("button", { name: "Got it" }));
    await waitFor(() => expect(screen.queryByText("You're using your ChatGPT plan")).toBeNull());
    await waitFor(() => expect(saved()).toEqual({ nodeDefaults: {}, planNoticeSeen: true }));
  });

  it.each([
    ["it was read before", shared, { planNoticeSeen: true }],
    ["the account signed in another way", {}, {}],
    ["plan use is off", { route: "siwc", planUse: false } as const, {}],
  ])("stays away when %s", async (_why, account, settings) => {
    const { seen } = show(account, settings);
    await waitFor(() => expect(seen).toHaveLength(2));
    expect(screen.queryByText("You're using your ChatGPT plan")).toBeNull();
  });
});
