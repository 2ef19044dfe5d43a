import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { failure, type SeenRequest, serve, stopServing } from "@/components/testServer";
import type { ListedPerson } from "@/store/people";
import { personStore } from "@/store/person";
import { PeopleDialog } from "./PeopleDialog";

const me: ListedPerson = {
  ...{ id: "p_anna", name: "anna", role: "admin", disabled: false, createdAt: "2026-11-01T10:00:00.000Z" },
  signsInWith: "password",
};
const ben: ListedPerson = { ...me, id: "p_ben", name: "ben", role: "runner", signsInWith: "oidc" };

beforeEach(() => personStore.setState({ person: { id: me.id, name: me.name, role: "admin" } }));
afterEach(async () => {
  cleanup();
  personStore.setState({ person: undefined });
  await stopServing();
});

function show(answers: Record<string, unknown> = {}) {
  let people = [me, ben];
  const seen = serve({
    "GET /api/people": () => ({ people }),
    "PATCH /api/people/p_ben": ({ body }: SeenRequest) => {
      people = [me, { ...ben, ...(body as Partial<ListedPerson>) }];
      return people[1];
    },
    ...answers,
  });
  render(<PeopleDialog me={me.id} onClose={vi.fn()} />);
  return { seen, changes: () => seen.filter(({ method }) => method !== "GET") };
}

const row = (name: string) => screen.findByRole("listitem", { name });

/** Opens a menu by its button and presses an item of it. */
async function choose(button: HTMLElement, item: string) {
  fireEvent.click(button);
  fireEvent.click(await screen.findByRole("menuitem", { name: item }));
}

describe("the list of people", () => {
  it("says who they are and how they sign in, and which one is oneself", async () => {
    show();
    expect(within(await row("anna")).getByText("You")).toBeTruthy();
    expect((await row("anna")).textContent).toMatch(/Signs in with: Password · Last seen: Never/);
    expect((await row("ben")).textContent).toMatch(/Signs in with: Provider/);
    expect(within(await row("ben")).queryByText("You")).toBeNull();
    expect(screen.getByText("2 people")).toBeTruthy();
  });

  it("switches somebody off after a question that says what happens, and on again", async () => {
    const { changes } = show();
    await choose(within(await row("ben")).getByRole("button", { name: "More for ben" }), "Switch off…");
    const question = await screen.findByRole("alertdialog");
    expect(question.textContent).toMatch(/Switch ben off\?.*signed out at once.*pay for nothing any more/);
    expect(changes()).toEqual([]);
    fireEvent.click(within(question).getByRole("button", { name: "Switch off" }));
    await within(await row("ben")).findByText("Switched off");
    expect(changes().map(({ body }) => body)).toEqual([{ disabled: true }]);
    await choose(within(await row("ben")).getByRole("button", { name: "More for ben" }), "Switch on");
    await vi.waitFor(() => expect(changes().at(-1)?.body).toEqual({ disabled: false }));
  });

  it("says beside a person why a change was refused", async () => {
    show({ "PATCH /api/people/p_ben": failure(409, "conflict", "The last admin stays one.") });
    await choose(within(await row("ben")).getByRole("button", { name: "More for ben" }), "Switch off…");
    fireEvent.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Switch off" }));
    expect(await within(await row("ben")).findByText("The last admin stays one.")).toBeTruthy();
  });

  it("gives a new password only to who signs in with one", async () => {
    const { changes } = show({ "PATCH /api/people/p_anna": me });
    fireEvent.click(within(await row("ben")).getByRole("button", { name: "More for ben" }));
    await screen.findByRole("menuitem", { name: "Switch off…" });
    expect(screen.queryByRole("menuitem", { name: "New password…" })).toBeNull();
    cleanup();
    render(<PeopleDialog me={me.id} onClose={vi.fn()} />);
    await choose(within(await row("anna")).getByRole("button", { name: "More for anna" }), "New password…");
    const field = (await screen.findByLabelText("New password")) as HTMLInputElement;
    fireEvent.change(field, { target: { value: "short" } });
    const save = screen.getByRole("button", { name: "Set password" }) as HTMLButtonElement;
    expect(save.disabled).toBe(true);
    fireEvent.change(field, { target: { value: "four words in a row" } });
    fireEvent.click(save);
    await vi.waitFor(() => expect(changes().at(-1)?.body).toEqual({ password: "four words in a row" }));
  });

  it("adds somebody with a password that is suggested, and says at the name that it is taken", async () => {
    const answer = { now: failure(409, "conflict", "Somebody is called cleo already.") as unknown };
    const { changes } = show({ "POST /api/people": () => answer.now });
    fireEvent.click(await screen.findByRole("button", { name: "Add a person" }));
    const name = (await screen.findByLabelText("Name")) as HTMLInputElement;
    const add = screen.getByRole("button", { name: "Add" }) as HTMLButtonElement;
    fireEvent.change(name, { target: { value: "two words" } });
    expect(add.disabled).toBe(true);
    fireEvent.change(name, { target: { value: "Cleo" } });
    fireEvent.click(add);
    await screen.findByText("Somebody is called cleo already.");
    expect(name.getAttribute("aria-invalid")).toBe("true");
    const { body } = changes()[0] as { body: { password: string } };
    expect(body).toMatchObject({ name: "cleo", role: "editor" });
    expect(body.password).toBe((screen.getByLabelText("First password") as HTMLInputElement).value);
    answer.now = { ...me, id: "p_cleo", name: "cleo" };
    fireEvent.click(add);
    await vi.waitFor(() => expect(screen.queryByLabelText("First password")).toBeNull());
  });
});
