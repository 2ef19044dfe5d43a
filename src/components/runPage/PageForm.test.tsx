import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { failure, serve, stopServing } from "@/components/testServer";
import type { PageForm as Form } from "@/types/pages";
import { answersOf, lackOf, toInputs } from "./answers";
import { PageForm } from "./PageForm";
import { TableAnswer } from "./TableAnswer";

const picture = { asset: "a".repeat(64), mime: "image/png", bytes: 3, name: "cat.png" };
const form: Form = {
  ...{ id: "w", name: "Greeting", outputs: [], steps: [], isByLink: false },
  inputs: [
    { name: "who", kind: "text", title: "Who?", hint: "A name.", required: true },
    { name: "lines", kind: "number", title: "How many", default: 3, required: false },
  ],
};

afterEach(async () => {
  cleanup();
  await stopServing();
});

function Page({ onBegun }: { onBegun: (run: string) => void }) {
  const [answers, setAnswers] = useState(() => answersOf(form.inputs));
  return <PageForm form={form} answers={answers} onAnswers={setAnswers} isRunning={false} onBegun={onBegun} />;
}

function show(answer: unknown, onBegun = vi.fn()) {
  const seen = serve({ "POST /api/pages/w/runs": answer });
  render(<Page onBegun={onBegun} />);
  return { seen, onBegun };
}

const write = (label: string, value: string) =>
  fireEvent.change(screen.getByRole("textbox", { name: label }), { target: { value } });
const run = () => fireEvent.click(screen.getByRole("button", { name: "Run" }));

describe("the form of a page", () => {
  it("says what is missing where it is missing, goes there, and sends nothing", async () => {
    const { seen } = show({ id: "r" });
    run();
    await screen.findByText("Write something here.");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Who?" })));
    write("Who?", "Ada");
    write("How many", "some");
    run();
    await screen.findByText("This is not a number.");
    expect(seen).toEqual([]);
  });

  it("starts a run with what stands in it, defaults too", async () => {
    const { seen, onBegun } = show({ id: "r1" });
    write("Who?", "Ada");
    run();
    await waitFor(() => expect(onBegun).toHaveBeenCalledWith("r1"));
    expect(seen[0]?.body).toEqual({ inputs: { who: "Ada", lines: "3" } });
  });

  it("says of a table how many rows it has, and which columns", async () => {
    const input = { name: "rows", kind: "table", title: "Rows", required: true } as const;
    render(<TableAnswer input={input} given={{ text: "a,b\n1,2" }} onGive={vi.fn()} />);
    expect(await screen.findByText("1 row: a and b")).toBeTruthy();
    cleanup();
    render(<TableAnswer input={input} given={{ text: "a,b\n1,2\n3,4" }} onGive={vi.fn()} />);
    expect(await screen.findByText("2 rows: a and b")).toBeTruthy();
  });

  it("says why the server refused", async () => {
    show(failure(429, "rate_limited", "4 runs of this link are at work already."));
    write("Who?", "Ada");
    run();
    expect((await screen.findByRole("alert")).textContent).toContain("4 runs of this link");
  });
});

describe("answers of a form", () => {
  const inputs: Form["inputs"] = [
    { name: "photo", kind: "picture", title: "Photo", required: true },
    { name: "rows", kind: "table", title: "Rows", required: false },
  ];

  it("come back from what a run was given, and go on to the next one as they are", () => {
    const given = { photo: picture, rows: [{ a: 1 }], gone: "x" };
    const answers = answersOf(inputs, given);
    expect(toInputs(inputs, answers)).toEqual({ photo: picture, rows: JSON.stringify([{ a: 1 }], null, 2) });
  });

  it("are missing where something must be given and is not, or is only spaces", () => {
    const [photo] = inputs as [Form["inputs"][0], ...Form["inputs"]];
    const [who] = form.inputs as [Form["inputs"][0], ...Form["inputs"]];
    expect(lackOf(photo, {})).toBe("missing");
    expect(lackOf(photo, answersOf(inputs, { photo: picture }))).toBeUndefined();
    expect(lackOf(who, { who: { text: "  " } })).toBe("missing");
    expect(lackOf({ ...who, required: false }, {})).toBeUndefined();
  });
});
