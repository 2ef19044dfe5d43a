import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createRef } from "react";
import { afterEach, expect, it } from "vitest";
import type { OpenQuestion } from "@/types/answers";
import { AppError } from "@/types/errors";
import type { Answer } from "@/types/run";
import { QuestionActions, type QuestionKeys } from "./QuestionActions";

afterEach(cleanup);

const review: OpenQuestion = { node: "r", kind: "review", mode: "edit", question: "", value: "It rains.", at: "" };

function ask(question: Partial<OpenQuestion>, refusal?: AppError) {
  const given: Answer[] = [];
  const keys = createRef<QuestionKeys>();
  const give = async (answer: Answer) => {
    if (refusal !== undefined) throw refusal;
    given.push(answer);
  };
  render(<QuestionActions ref={keys} question={{ ...review, ...question }} give={give} />);
  return { given, keys };
}

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const write = (text: string) => fireEvent.change(screen.getByRole("textbox"), { target: { value: text } });

it("gives a value as it is, as it was edited, or not at all", async () => {
  const { given } = ask({});
  press("Approve");
  await waitFor(() => expect(given).toEqual([{ approved: true }]));
  press("Edit");
  expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("It rains.");
  write("It pours.");
  press("Approve as edited");
  await waitFor(() => expect(given[1]).toEqual({ approved: true, value: "It pours." }));
});

it("keeps what was JSON as JSON, and says where it is none any more", async () => {
  const { given } = ask({ value: { rain: 1 } });
  press("Edit");
  write('{"rain": ');
  expect(screen.getByText(/This is no JSON/)).toBeDefined();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Approve as edited" }).disabled).toBe(true);
  write('{"rain": 2}');
  press("Approve as edited");
  await waitFor(() => expect(given).toEqual([{ approved: true, value: { rain: 2 } }]));
});

it("offers the options of a choice, by their places for keys", async () => {
  const { given, keys } = ask({ mode: "choose", options: ["Sun", "Rain"] });
  expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
  keys.current?.approve();
  keys.current?.choose(5);
  keys.current?.choose(1);
  await waitFor(() => expect(given).toEqual([{ approved: true, value: "Rain" }]));
  press("None of them");
  await waitFor(() => expect(given[1]).toEqual({ approved: false }));
});

it("takes a call that a crash cut off as done, with what it gave", async () => {
  const { given } = ask({ kind: "unfinished_tool", mode: undefined, name: "send", server: "Mail", value: null });
  press("Take it as done");
  write("Sent.");
  press("Go on with this");
  await waitFor(() => expect(given).toEqual([{ approved: true, value: "Sent." }]));
});

it("declines a call, with a reason for the model or without", async () => {
  const { given, keys } = ask({ kind: "tool", mode: undefined, name: "send", server: "Mail", value: null });
  press("Decline");
  await waitFor(() => expect(given).toEqual([{ approved: false }]));
  act(() => keys.current?.edit());
  write("Not to everybody.");
  press("Decline");
  await waitFor(() => expect(given[1]).toEqual({ approved: false, value: "Not to everybody." }));
});

it("says that the run could not be reached, and of nobody that they have answered", async () => {
  ask({}, new AppError("conflict", "Another process works on this run.", { id: "r1", unreached: true }));
  press("Reject");
  const said = (await screen.findByRole("alert")).textContent;
  expect(said).toBe("This run cannot be reached nowAnother process works on this run.");
});

it("says that somebody else was quicker", async () => {
  ask({}, new AppError("conflict", "This was answered already.", { at: "" }));
  press("Reject");
  expect((await screen.findByRole("alert")).textContent).toBe("Somebody else answered this.");
});
