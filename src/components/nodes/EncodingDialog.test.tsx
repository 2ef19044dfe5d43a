import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { EncodingDialog } from "./EncodingDialog";
import { readTextFile, useEncodingQuestions } from "./readTextFile";

afterEach(cleanup);
afterEach(() => useEncodingQuestions.setState({ questions: [] }));

it("shows a file as its likeliest encoding reads it, and takes it with one press", async () => {
  render(<EncodingDialog />);
  const read = readTextFile(new File([new Uint8Array([0x5a, 0x6f, 0xeb])], "people.csv"));
  await screen.findByText("How is people.csv encoded?");
  expect(screen.getByRole("region", { name: "The text in this encoding" }).textContent).toBe("Zoë");
  fireEvent.click(screen.getByRole("button", { name: "Use this text" }));
  expect(await read).toEqual({ text: "Zoë", saysItself: false });
});

it("asks for one file after the other, and takes none that was cancelled", async () => {
  render(<EncodingDialog />);
  const chinese = new Uint8Array([0xd5, 0xc5, 0xc8, 0xfd]);
  const first = readTextFile(new File([chinese], "a.csv"));
  await screen.findByText("How is a.csv encoded?");
  const second = readTextFile(new File([chinese], "b.csv"));
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await screen.findByText("How is b.csv encoded?");
  expect(screen.getByRole("region", { name: "The text in this encoding" }).textContent).toBe("张三");
  fireEvent.click(screen.getByRole("button", { name: "Use this text" }));
  expect(await Promise.all([first, second])).toEqual([undefined, { text: "张三", saysItself: false }]);
});
