import { expect, it } from "vitest";
import { nameCopies } from "./copyNames";

const node = (id: string, title?: string) => ({ id, type: "prompt", data: {}, ...(title && { title }) });
const nameOf = ({ title = "Prompt" }: { title?: string }) => title;
const named = (copies: string[], present: string[]) =>
  nameCopies(
    copies.map((title, at) => node(`copy${at}`, title)),
    present.map((title, at) => node(`n${at}`, title)),
    nameOf,
  ).map(nameOf);

it("numbers on where a name is taken, and leaves alone what nobody else is called", () => {
  expect(named(["Draft", "Draft", "Notes"], ["Draft", "Draft 3"])).toEqual(["Draft 2", "Draft 4", "Notes"]);
  expect(named(["Chapter 12"], ["Chapter 12"])).toEqual(["Chapter 13"]);
  expect(named(["2"], ["2"])).toEqual(["2 2"]);
});

it("goes by what a node without a title is called, and keeps what is not renamed as it is", () => {
  const [copy] = nameCopies([node("b")], [node("a")], nameOf);
  expect(copy).toEqual({ ...node("b"), title: "Prompt 2" });
  expect(nameCopies([node("b")], [], nameOf)).toEqual([node("b")]);
});

it("stays within what a title may have", () => {
  const long = "x".repeat(200);
  expect(named([long], [long])[0]?.length).toBeLessThanOrEqual(200);
});
