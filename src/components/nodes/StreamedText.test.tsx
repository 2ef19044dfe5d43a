import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { StreamedText } from "./StreamedText";

afterEach(cleanup);

const arriving = (text: string) => <StreamedText text={text} isStreaming />;

it("adds what arrives to the text that stands there, so that what is selected stays selected", () => {
  const { rerender } = render(arriving("One "));
  const { firstChild } = screen.getByText("One");
  rerender(arriving("One two"));
  const node = screen.getByText("One two").firstChild;
  expect(node).toBe(firstChild);
});

it("shows the new text when it is another one", () => {
  const { rerender } = render(arriving("One two"));
  rerender(arriving("Three"));
  expect(screen.getByText("Three").textContent).toBe("Three");
});

it("shows the beginning again when the reader scrolls away from the end, and follows it again after End", () => {
  const lines = Array.from({ length: 200 }, (_, index) => `Line ${index} of many.`);
  const { container } = render(arriving(lines.join("\n")));
  const box = container.querySelector(".following");
  if (box === null) throw new Error("Its end is not followed.");
  box.scrollTop = -200;
  fireEvent.scroll(box);
  expect(container.textContent).toContain("Line 0 of many.");
  fireEvent.keyDown(box, { key: "End" });
  expect(container.textContent).not.toContain("Line 0 of many.");
});

it("shows all of it where nothing is scrolled out of sight", () => {
  const lines = Array.from({ length: 200 }, (_, index) => `Line ${index} of many.`);
  const { container } = render(<StreamedText text={lines.join("\n")} isStreaming room="page" />);
  expect(container.textContent).toBe(lines.join("\n"));
});

it("leaves the far beginning of a long text out while its end is followed", () => {
  const lines = Array.from({ length: 200 }, (_, index) => `Line ${index} of many.`);
  const { container } = render(arriving(lines.join("\n")));
  expect(container.textContent).toContain("Line 199 of many.");
  expect(container.textContent).not.toContain("Line 0 of many.");
});
