import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { AppError } from "@/types/errors";
import { useSubmit } from "./useSubmit";

afterEach(cleanup);

function Form({ work }: { work: () => Promise<void> }) {
  const { submit, isBusy, error } = useSubmit(work);
  return (
    <form aria-label="form" aria-busy={isBusy} onSubmit={submit}>
      {error?.message}
    </form>
  );
}

it("does the work of a form once at a time, and shows why it failed until the next try", async () => {
  const turns: PromiseWithResolvers<void>[] = [];
  render(
    <Form
      work={() => {
        const turn = Promise.withResolvers<void>();
        turns.push(turn);
        return turn.promise;
      }}
    />,
  );
  const form = screen.getByRole("form");
  fireEvent.submit(form);
  fireEvent.submit(form);
  expect(turns).toHaveLength(1);
  turns[0]?.reject(new AppError("conflict", "Somebody is called so."));
  await screen.findByText("Somebody is called so.");
  expect(form.getAttribute("aria-busy")).toBe("false");
  fireEvent.submit(form);
  expect(turns).toHaveLength(2);
  expect(form.textContent).toBe("");
  turns[1]?.resolve();
  await expect.poll(() => form.getAttribute("aria-busy")).toBe("false");
  expect(form.textContent).toBe("");
});
