import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { accountView, authStatus, failure, type SeenRequest, serve, stopServing } from "@/components/testServer";
import { personStore } from "@/store/person";
import type { AccessKeyView, CreateAccessKey } from "@/types/access";
import { AccessTab } from "./AccessTab";

const laptop: AccessKeyView = {
  ...{ id: "key_1", name: "Laptop", scopes: ["v1", "runs"], accounts: ["acc_1", "openai", "acc_gone"] },
  ...{ lastFour: "wxyz", createdAt: "2026-11-01T10:00:00.000Z", lastUsedAt: "2026-11-02T10:00:00.000Z" },
};
const old: AccessKeyView = {
  ...{ id: "key_2", name: "Old phone", scopes: ["mcp"], lastFour: "abcd" },
  ...{ createdAt: "2025-11-01T10:00:00.000Z", expiresAt: "2025-12-01T10:00:00.000Z" },
};
const secret = `pb_${"k".repeat(43)}`;

afterEach(async () => {
  cleanup();
  personStore.setState({ person: undefined });
  vi.unstubAllGlobals();
  await stopServing();
});

function show(keys: AccessKeyView[], answers: Record<string, unknown> = {}): SeenRequest[] {
  let kept = keys;
  const shared = accountView({ id: "acc_2", name: "Home", route: "siwc" });
  const seen = serve({
    "GET /api/access-keys": () => ({ keys: kept }),
    "POST /api/access-keys": ({ body }: SeenRequest) => {
      const made = { ...laptop, accounts: undefined, ...(body as CreateAccessKey), id: "key_9", lastFour: "kkkk" };
      kept = [made, ...kept];
      return Response.json({ ...made, key: secret }, { status: 201 });
    },
    "DELETE /api/access-keys/key_1": () => {
      kept = kept.filter(({ id }) => id !== "key_1");
      return { revoked: "key_1" };
    },
    "GET /api/auth/openai/status": authStatus({ accounts: [accountView({ name: "Work" }), shared] }),
    "GET /api/auth/google/status": authStatus(),
    "GET /api/keys": { keys: [{ provider: "openai", source: "env", lastFour: "0000" }] },
    "GET /api/servers": { servers: [] },
    ...answers,
  });
  render(<AccessTab />);
  return seen;
}

const sent = (seen: SeenRequest[]) => seen.filter(({ method }) => method !== "GET");
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

describe("the access tab", () => {
  it("tells where other programs find Patchbay, and that all of it is shut without a key", async () => {
    show([]);
    expect(await screen.findByText(/^There is no key, so all of these addresses are shut/)).toBeTruthy();
    for (const path of ["/v1", "/mcp", "/api/hooks/…", "/api/runs"]) {
      expect(screen.getByText(window.location.origin + path)).toBeTruthy();
    }
  });

  it("tells of a key what it opens, what may pay and how it is used, and folds what has expired", async () => {
    show([laptop, old]);
    const row = await screen.findByRole("listitem", { name: "Laptop" });
    await waitFor(() => expect(row.textContent).toMatch(/May spend: Work, OpenAI and an account that is gone/));
    expect(row.textContent).toMatch(/pb_… wxyz/);
    expect(row.textContent).toMatch(/Opens OpenAI-compatible and Runs/);
    expect(row.textContent).toMatch(/made 1 Nov 2026 · last used .* · does not end/);
    expect(screen.getByText("1 key that opens nothing any more")).toBeTruthy();
    const ended = screen.getByText("Old phone").closest("li");
    expect(ended?.textContent).toMatch(/Expired.*never used · ended 1 Dec 2025/);
  });

  it("makes a key for what is chosen, and shows it with lines that have it in them", async () => {
    const seen = show([]);
    await screen.findByText(/^There is no key/);
    press("New key");
    const make = (await screen.findByRole("button", { name: "Make the key" })) as HTMLButtonElement;
    expect(make.disabled).toBe(true);
    fireEvent.change(screen.getByLabelText("Name"), { target: { value: "Agent" } });
    fireEvent.click(screen.getByLabelText("MCP"));
    fireEvent.click(screen.getByRole("radio", { name: "Only these" }));
    expect(make.disabled).toBe(true);
    const home = screen.getByLabelText(/^Home/);
    expect(home.parentElement?.textContent).toMatch(/Plan sharing never pays through the OpenAI-compatible address/);
    fireEvent.click(screen.getByLabelText(/^Work/));
    fireEvent.click(make);
    const shown = (await screen.findByLabelText("Access key")) as HTMLInputElement;
    expect(shown.value).toBe(secret);
    const [{ body } = { body: {} }] = sent(seen);
    expect(body).toMatchObject({ name: "Agent", scopes: ["v1", "mcp"], accounts: ["acc_1"] });
    const endsInDays = (Date.parse((body as CreateAccessKey).expiresAt ?? "") - Date.now()) / 86_400_000;
    expect(Math.round(endsInDays)).toBe(90);
    const lines = screen.getByRole("region", { name: "To paste" });
    expect(lines.textContent).toContain(`export OPENAI_API_KEY="${secret}"`);
    fireEvent.click(within(lines).getByRole("radio", { name: "MCP in Codex" }));
    expect(lines.textContent).toContain(`url = "${window.location.origin}/mcp"`);
    press("Done");
    await waitFor(() => expect(screen.queryByLabelText("Access key")).toBeNull());
    expect(await screen.findByRole("listitem", { name: "Agent" })).toBeTruthy();
    expect(document.body.textContent).not.toContain(secret);
  });

  it("says in the form why a key was not made", async () => {
    show([], { "POST /api/access-keys": failure(400, "invalid_request", "There are 500 access keys already.") });
    await screen.findByText(/^There is no key/);
    press("New key");
    fireEvent.change(await screen.findByLabelText("Name"), { target: { value: "One more" } });
    press("Make the key");
    expect(await screen.findByText("There are 500 access keys already.")).toBeTruthy();
  });

  it("revokes a key after a question", async () => {
    const seen = show([laptop]);
    await screen.findByRole("listitem", { name: "Laptop" });
    press("Revoke Laptop");
    const question = await screen.findByRole("alertdialog");
    expect(question.textContent).toMatch(/Revoke Laptop\?.*refused from now on/);
    expect(sent(seen)).toEqual([]);
    fireEvent.click(within(question).getByRole("button", { name: "Revoke" }));
    expect(await screen.findByText(/^There is no key/)).toBeTruthy();
    expect(sent(seen)).toMatchObject([{ method: "DELETE", path: "/api/access-keys/key_1" }]);
  });

  it("shows an admin whose a key is, and not what others have connected", async () => {
    personStore.setState({ person: { id: "p_anna", name: "anna", role: "admin" } });
    show([{ ...laptop, person: "p_ben" }], {
      "GET /api/people": { people: [{ id: "p_ben", name: "ben", role: "editor", disabled: false }] },
    });
    const row = await screen.findByRole("listitem", { name: "Laptop" });
    await waitFor(() => expect(row.textContent).toMatch(/made 1 Nov 2026 by ben/));
    expect(row.textContent).toMatch(/May spend 3 chosen accounts/);
    expect(within(row).getByRole("button", { name: "Revoke Laptop" })).toBeTruthy();
  });
});
