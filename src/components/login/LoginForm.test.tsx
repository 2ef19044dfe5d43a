import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { failure, serve, stopServing } from "@/components/testServer";
import type { SessionView } from "@/types/people";
import { LoginForm } from "./LoginForm";

function show(session: SessionView | Response, more: Partial<Parameters<typeof LoginForm>[0]> = {}) {
  const seen = serve({
    "GET /api/session": session,
    "POST /api/session": ({ body }: { body: unknown }) =>
      (body as { password: string }).password === "right" ? { ok: true } : failure(401, "login_required", "No."),
  });
  const onDone = vi.fn();
  render(<LoginForm onDone={onDone} {...more} />);
  return { onDone, seen };
}

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

afterEach(async () => {
  cleanup();
  await stopServing();
});

describe("the login page", () => {
  it("asks for one password where there is one, and says when it is not that", async () => {
    const { onDone, seen } = show({ way: "password" });
    await screen.findByRole("heading", { name: "Enter the password" });
    expect(screen.queryByLabelText("Name")).toBeNull();
    type("Password", "wrong");
    press("Sign in");
    await screen.findByText(/That is not the password/);
    expect(onDone).not.toHaveBeenCalled();
    type("Password", "right");
    press("Sign in");
    await vi.waitFor(() => expect(onDone).toHaveBeenCalledWith("/"));
    expect(seen.at(-1)?.body).toEqual({ password: "right" });
  });

  it("asks people for their name too, and leads to where they wanted to go", async () => {
    const { onDone, seen } = show({ way: "people", hasPasswords: true }, { to: "/?workflow=wf_1" });
    const name = (await screen.findByLabelText("Name")) as HTMLInputElement;
    expect([name.autocomplete, (screen.getByLabelText("Password") as HTMLInputElement).autocomplete]).toEqual([
      "username",
      "current-password",
    ]);
    expect(screen.queryByRole("link")).toBeNull();
    type("Name", " mina ");
    type("Password", "wrong");
    press("Sign in");
    await screen.findByText(/do not belong together/);
    type("Password", "right");
    press("Sign in");
    await vi.waitFor(() => expect(onDone).toHaveBeenCalledWith("/?workflow=wf_1"));
    expect(seen.at(-1)?.body).toEqual({ name: "mina", password: "right" });
  });

  it("leads to the provider of identities, beside passwords or alone", async () => {
    show({ way: "people", hasPasswords: true, oidc: { name: "Acme" } }, { to: "/?workflow=wf_1" });
    const link = (await screen.findByRole("link", { name: "Continue with Acme" })) as HTMLAnchorElement;
    expect(link.getAttribute("href")).toBe("/api/session/oidc/start?to=%2F%3Fworkflow%3Dwf_1");
    expect(screen.getByLabelText("Password")).toBeTruthy();
    cleanup();
    await stopServing();
    show({ way: "people", hasPasswords: false, oidc: { name: "Acme" } });
    await screen.findByRole("link", { name: "Continue with Acme" });
    expect(screen.queryByLabelText("Password")).toBeNull();
  });

  it("says in words what came back from the provider, also for a code that it does not know", async () => {
    show({ way: "people", oidc: { name: "Acme" } }, { failure: "no_role" });
    expect((await screen.findByRole("alert")).textContent).toMatch(/None of your groups gives you a role/);
    cleanup();
    await stopServing();
    show({ way: "people", oidc: { name: "Acme" } }, { failure: "<b>toString" });
    expect((await screen.findByRole("alert")).textContent).toMatch(/an answer that cannot be used/);
  });

  it("goes on where nobody has to sign in, and says when nobody answers", async () => {
    const { onDone } = show({ way: "open" });
    await vi.waitFor(() => expect(onDone).toHaveBeenCalledWith("/"));
    cleanup();
    await stopServing();
    show(failure(503, "storage_failed", "The database does not answer."));
    await screen.findByText("The database does not answer.");
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  });
});
