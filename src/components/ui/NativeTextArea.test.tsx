import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";
import { Field, TextArea } from "./Field";
import { NativeTextArea } from "./NativeTextArea";

afterEach(cleanup);

function Upper() {
  const [text, setText] = useState("one");
  return (
    <>
      <NativeTextArea aria-label="text" value={text} onChange={(event) => setText(event.target.value)} />
      <button type="button" onClick={() => setText("from elsewhere")}>
        Change
      </button>
    </>
  );
}

it("shows what it is given, tells what is typed, and leaves its markup alone", () => {
  render(<Upper />);
  const field = screen.getByRole("textbox") as HTMLTextAreaElement;
  expect(field.value).toBe("one");
  fireEvent.change(field, { target: { value: "one and two" } });
  expect([field.value, field.defaultValue]).toEqual(["one and two", ""]);
  fireEvent.click(screen.getByRole("button"));
  expect(field.value).toBe("from elsewhere");
});

it("is the control of a field with a label", () => {
  const typed: string[] = [];
  render(
    <Field label="Words">
      <TextArea value="a" onChange={(event) => typed.push(event.target.value)} />
    </Field>,
  );
  const field = screen.getByLabelText("Words") as HTMLTextAreaElement;
  fireEvent.change(field, { target: { value: "ab" } });
  expect([field.tagName, typed]).toEqual(["TEXTAREA", ["ab"]]);
});
