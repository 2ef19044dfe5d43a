import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { type FormEvent, useState } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { Dialog } from "./Dialog";

afterEach(cleanup);

/** A form, and in it the button that opens a dialog with a form of its own. */
function Outer({ onOuter, onInner }: Record<"onOuter" | "onInner", () => void>) {
  const [isOpen, setOpen] = useState(false);
  const sent = (tell: () => void) => (event: FormEvent) => {
    event.preventDefault();
    tell();
  };
  return (
    <form onSubmit={sent(onOuter)}>
      <button type="button" onClick={() => setOpen(true)}>
        More
      </button>
      <Dialog open={isOpen} onOpenChange={setOpen} title="More">
        <form onSubmit={sent(onInner)}>
          <button type="submit">Keep</button>
        </form>
      </Dialog>
    </form>
  );
}

it("keeps what a form in it sends from a form around its trigger", async () => {
  const [onOuter, onInner] = [vi.fn(), vi.fn()];
  render(<Outer onOuter={onOuter} onInner={onInner} />);
  fireEvent.click(screen.getByRole("button", { name: "More" }));
  fireEvent.click(await screen.findByRole("button", { name: "Keep" }));
  expect(onInner).toHaveBeenCalledOnce();
  expect(onOuter).not.toHaveBeenCalled();
});
