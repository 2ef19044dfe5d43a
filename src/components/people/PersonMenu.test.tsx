import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { failure, type SeenRequest, serve, stopServing } from "@/components/testServer";
import { personStore } from "@/store/person";
import type { Role } from "@/types/people";
import { PersonMenu } from "./PersonMenu";
import { SessionControls } from "./SessionControls";

afterEach(async () => {
  cleanup();
  personStore.setState({ person: undefined });
  await stopServing();
});

async function openMenu(role: Role, signsInWith: "password" | "oidc" = "password") {
  const person = { id: "p_mina", name: "mina", role };
  personStore.setState({ person });
  serve({ "GET /api/people": { people: [{ ...person, disabled: false, signsInWith }] } });
  const onOpen = vi.fn();
  render(<PersonMenu person={person} onOpen={onOpen} onLeave={vi.fn()} />);
  fireEvent.click(screen.getByRole("button", { name: /^Signed in as mina/ }));
  await screen.findByRole("menuitem", { name: "Log out" });
  return { onOpen, items: () => screen.getAllByRole("menuitem").map(({ textContent }) => textContent) };
}

describe("the menu of who is signed in", () => {
  it("leads an admin to people and to the audit log, and nobody else", async () => {
    const { items, onOpen } = await openMenu("admin");
    expect(items()).toEqual(["Change password…", "People…", "Audit log…", "Log out"]);
    fireEvent.click(screen.getByRole("menuitem", { name: "Audit log…" }));
    expect(onOpen).toHaveBeenCalledWith("audit");
    cleanup();
    expect((await openMenu("editor")).items()).toEqual(["Change password…", "Log out"]);
    expect(screen.getByText("mina · Editor")).toBeTruthy();
  });

  it("has no password to change for who comes from a provider of identities", async () => {
    const { items } = await openMenu("runner", "oidc");
    await vi.waitFor(() => expect(items()).toEqual(["Log out"]));
  });
});

describe("one's own password", () => {
  it("is changed with the present one, and says at that field that it is not it", async () => {
    personStore.setState({ person: { id: "p_mina", name: "mina", role: "editor" } });
    const refused = { error: { code: "invalid_request", message: "No.", details: { reason: "wrong_password" } } };
    const seen = serve({
      "GET /api/people": { people: [] },
      "POST /api/session/password": ({ body }: SeenRequest) =>
        (body as { current: string }).current === "right" ? { ok: true } : Response.json(refused, { status: 400 }),
    });
    render(<SessionControls />);
    fireEvent.click(screen.getByRole("button", { name: /^Signed in as/ }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Change password…" }));
    const current = (await screen.findByLabelText("Present password")) as HTMLInputElement;
    const save = screen.getByRole("button", { name: "Change password" }) as HTMLButtonElement;
    fireEvent.change(current, { target: { value: "wrong" } });
    fireEvent.change(screen.getByLabelText("New password"), { target: { value: "too short" } });
    expect(save.disabled).toBe(true);
    fireEvent.change(screen.getByLabelText("New password"), { target: { value: "four words in a row" } });
    fireEvent.click(save);
    await screen.findByText("That is not your present password.");
    expect(current.getAttribute("aria-invalid")).toBe("true");
    fireEvent.change(current, { target: { value: "right" } });
    fireEvent.click(save);
    await vi.waitFor(() => expect(screen.queryByLabelText("Present password")).toBeNull());
    expect(seen.at(-1)?.body).toEqual({ current: "right", password: "four words in a row" });
  });
});

describe("a session without a name", () => {
  it("has the way out, and says why it could not be taken", async () => {
    const seen = serve({ "DELETE /api/session": failure(500, "storage_failed", "The disk is full.") });
    render(<SessionControls />);
    fireEvent.click(screen.getByRole("button", { name: "Log out" }));
    await vi.waitFor(() => expect(seen.map(({ method }) => method)).toEqual(["DELETE"]));
    expect(screen.queryByRole("button", { name: /^Signed in as/ })).toBeNull();
  });
});
