import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type SeenRequest, serve, stopServing } from "@/components/testServer";
import { changeInput } from "@/store/offerEdits";
import { prompt, workflow } from "@/store/testWorkflow";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { OfferDialog } from "./OfferDialog";

const link = { id: "l1", workflowId: "wf_test", name: "Ada", createdAt: "2026-11-01T10:00:00.000Z" };

beforeEach(() => {
  workflowStore.getState().load({ ...workflow([prompt("p", "About {{topic}}")]), revision: 1 });
});
afterEach(async () => {
  cleanup();
  await stopServing();
});

function show(way: string, routes: Record<string, unknown> = {}) {
  const seen = serve({
    "GET /api/session": { way },
    "PUT /api/workflows/wf_test": ({ body }: SeenRequest) => ({ ...(body as object), revision: 2 }),
    ...routes,
  });
  render(<OfferDialog onClose={vi.fn()} />);
  return seen;
}

const settings = () => workflowStore.getState().workflow?.settings;
const write = (label: string, value: string) =>
  fireEvent.change(screen.getByRole("textbox", { name: label }), { target: { value } });

describe("the dialog in which a workflow is offered", () => {
  it("writes what is said into the document, and undo takes it back", async () => {
    show("open");
    write("Description", "Writes.");
    write("Title", "What about?");
    fireEvent.click(screen.getByRole("switch", { name: "Agents may use it as a tool" }));
    fireEvent.click(screen.getByRole("switch", { name: "Must be given" }));
    expect(settings()).toEqual({
      ...{ description: "Writes.", offer: true },
      inputs: { topic: { title: "What about?", required: false } },
    });
    for (let steps = 0; steps < 4; steps++) workflowActions().undo();
    expect(settings()).toBeUndefined();
  });

  it("fills a longer text and a table in at first with all of their lines", () => {
    workflowStore.getState().load({
      ...workflow([prompt("p", "Rules:\n{{rules}}")], [], 1),
      settings: { inputs: { rules: { default: "Be brief.\nBe kind." } } },
    });
    show("open");
    const first = () =>
      screen.getByRole<HTMLInputElement | HTMLTextAreaElement>("textbox", { name: "Filled in at first" });
    expect(first().value).toBe("Be brief.\nBe kind.");
    write("Filled in at first", "Be brief.\nBe fair.");
    expect(settings()?.inputs?.rules?.default).toBe("Be brief.\nBe fair.");
    act(() => workflowActions().edit((doc) => changeInput(doc, "rules", { kind: "table", default: "a,b\n1,2" })));
    expect(first().value).toBe("a,b\n1,2");
  });

  it("says so where a choice is to be filled in that is none of the choices", () => {
    const topic = { kind: "choice", options: ["rain", "snow"], default: "rain" } as const;
    workflowStore.getState().load({
      ...workflow([prompt("p", "About {{topic}}")], [], 1),
      settings: { inputs: { topic: { ...topic, options: [...topic.options] } } },
    });
    show("open");
    expect(screen.queryByText("This is none of the choices.")).toBeNull();
    write("Filled in at first", "Snow");
    expect(screen.getByText("This is none of the choices.")).toBeTruthy();
    write("Choices", "rain\nSnow");
    expect(screen.queryByText("This is none of the choices.")).toBeNull();
  });

  it("says so where a number is to be filled in that is none", () => {
    workflowStore.getState().load({
      ...workflow([prompt("p", "About {{count}}")], [], 1),
      settings: { inputs: { count: { kind: "number" } } },
    });
    show("open");
    write("Filled in at first", "three");
    expect(screen.getByText("This is not a number.")).toBeTruthy();
    write("Filled in at first", "3");
    expect(screen.queryByText("This is not a number.")).toBeNull();
  });

  it("makes a link, shows it once, and revokes it", async () => {
    let links: object[] = [];
    const seen = show("password", {
      "GET /api/workflows/wf_test/links": () => ({ links }),
      "POST /api/workflows/wf_test/links": () => {
        links = [link];
        return { ...link, path: "/run/wf_test#pl_secret" };
      },
      "DELETE /api/workflows/wf_test/links/l1": () => {
        links = [];
        return { revoked: "l1" };
      },
    });
    await screen.findByText("There is none.");
    write("Whom it is for", "Ada");
    fireEvent.click(screen.getByRole("button", { name: "Make a link" }));
    expect((await screen.findByText(/#pl_secret$/)).textContent).toContain("/run/wf_test#pl_secret");
    fireEvent.click(await screen.findByRole("button", { name: "Revoke" }));
    await screen.findByText("There is none.");
    expect(seen.find(({ method }) => method === "POST")?.body).toEqual({ name: "Ada" });
  });

  it("says nothing of links where everybody may come in", async () => {
    const seen = show("open");
    await waitFor(() => expect(seen.some(({ path }) => path === "/api/session")).toBe(true));
    expect(screen.queryByText("Links without a password")).toBeNull();
  });
});
