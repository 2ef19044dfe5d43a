import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { personStore } from "@/store/person";
import type { Role } from "@/types/people";
import { AutoTextArea } from "./AutoTextArea";
import { EditorsOnly } from "./EditorsOnly";

const signIn = (role: Role | undefined) => personStore.setState({ person: role && { id: "p_1", name: "mina", role } });

afterEach(() => {
  cleanup();
  signIn(undefined);
});

function show() {
  render(
    <EditorsOnly>
      <button type="button">Change</button>
      <AutoTextArea label="Prompt" value="Hello" placeholder="" onChange={() => {}} />
    </EditorsOnly>,
  );
  return {
    isReachable: screen.getByRole("button", { name: "Change" }).closest("fieldset")?.disabled === false,
    isWritable: !(screen.getByLabelText("Prompt") as HTMLTextAreaElement).readOnly,
    isTold: screen.queryByText("You can run this workflow. An editor can change it.") !== null,
  };
}

it.each([undefined, "editor", "admin"] as const)("lets %s change fields of a document", (role) => {
  signIn(role);
  expect(show()).toEqual({ isReachable: true, isWritable: true, isTold: false });
});

it("keeps them from a runner, and says why", () => {
  signIn("runner");
  expect(show()).toEqual({ isReachable: false, isWritable: false, isTold: true });
});
