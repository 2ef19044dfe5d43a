import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { serve, stopServing } from "@/components/testServer";
import type { GoogleAuthStatus } from "@/types/providers";
import { GoogleSection } from "./GoogleSection";

afterEach(async () => {
  cleanup();
  await stopServing();
});

const account: GoogleAuthStatus["accounts"][number] = {
  id: "acc_g",
  name: "Google",
  route: "google",
  status: "active",
  email: "a••@example.com",
  idTokenVerified: true,
  missing: [],
};
const status = (change: Partial<GoogleAuthStatus> = {}): GoogleAuthStatus => ({
  connected: false,
  configured: true,
  accounts: [],
  defaultAccountId: null,
  pending: [],
  ...change,
});

test("is not shown where the server has no registration at Google", async () => {
  const seen = serve({ "GET /api/auth/google/status": status({ configured: false }) });
  render(<GoogleSection />);
  await waitFor(() => expect(seen).toHaveLength(1));
  expect(screen.queryByText("Google")).toBeNull();
});

test("leads to Google's page in a tab of its own", async () => {
  const tab = { opener: window, location: { href: "" }, close: vi.fn() };
  vi.stubGlobal("open", () => tab);
  serve({
    "GET /api/auth/google/status": status(),
    "GET /api/auth/google/start": {
      url: "https://accounts.google.com/o/oauth2/v2/auth?state=s",
      state: "s",
      route: "google",
      redirectUri: "http://localhost:3000/api/auth/google/callback",
      expiresAt: "2030-01-01T00:00:00.000Z",
      listener: "listening",
    },
  });
  render(<GoogleSection />);
  (await screen.findByRole("button", { name: "Sign in with Google" })).click();
  await waitFor(() => expect(tab.location.href).toMatch(/^https:\/\/accounts\.google\.com\//));
  expect(tab.opener).toBeNull();
});

test("disconnects the account it shows, after asking", async () => {
  const seen = serve({
    "GET /api/auth/google/status": status({ connected: true, accounts: [account] }),
    "POST /api/auth/google/disconnect": { disconnected: ["acc_g"], unconfirmed: [] },
  });
  render(<GoogleSection />);
  (await screen.findByRole("button", { name: "Disconnect" })).click();
  within(await screen.findByRole("alertdialog"))
    .getByRole("button", { name: "Disconnect" })
    .click();
  await waitFor(() => expect(seen.find(({ method }) => method === "POST")?.body).toEqual({ account: "acc_g" }));
});

test("renames an account and switches it off", async () => {
  const seen = serve({
    "GET /api/auth/google/status": status({ connected: true, accounts: [account] }),
    "PATCH /api/accounts/acc_g": {},
  });
  render(<GoogleSection />);
  const name = await screen.findByLabelText("Name of Google");
  fireEvent.change(name, { target: { value: "Lab" } });
  fireEvent.blur(name);
  (await screen.findByRole("button", { name: "Switch off" })).click();
  const changes = () => seen.filter(({ method }) => method === "PATCH").map(({ body }) => body);
  await waitFor(() => expect(changes()).toEqual([{ name: "Lab" }, { disabled: true }]));
});
