import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { serve, stopServing } from "@/components/testServer";
import { dialogStore } from "@/store/dialogStore";
import { workflow } from "@/store/testWorkflow";
import { useNode, workflowStore } from "@/store/useWorkflow";
import { RequestFields } from "./RequestFields";

function Panel() {
  const shown = useNode("r");
  return shown === undefined ? null : <RequestFields node={shown} />;
}

const dataOf = () => workflowStore.getState().workflow?.nodes.find(({ id }) => id === "r")?.data;
const origins = ["https://api.example.com"];

beforeEach(() => {
  const data = { method: "POST", url: "https://api.example.com/{{id}}", as: "json" };
  workflowStore.getState().load(workflow([{ id: "r", type: "request", data }]));
});
afterEach(async () => {
  cleanup();
  dialogStore.setState({ dialog: null });
  await stopServing();
});

it("headers are lines, and secrets that are named are looked up", async () => {
  serve({
    "GET /api/secrets": {
      secrets: [
        { name: "FITS", origins, updatedAt: "2026-11-01T10:00:00.000Z" },
        { name: "OTHER", origins: ["https://other.example"], updatedAt: "2026-11-01T10:00:00.000Z" },
      ],
    },
  });
  render(<Panel />);
  const field = screen.getByRole("textbox", { name: "Headers" });
  const write = (value: string) => fireEvent.change(field, { target: { value } });
  write("a: {{secret:FITS}}\nb: {{secret:OTHER}}\nc: {{secret:NONE}}");
  expect(dataOf()?.headers).toEqual({ a: "{{secret:FITS}}", b: "{{secret:OTHER}}", c: "{{secret:NONE}}" });
  const list = await screen.findByRole("region", { name: "Secrets" });
  await waitFor(() => expect(list.textContent).toContain("NONE is not set"));
  expect(list.textContent).toContain("FITS is set");
  expect(list.textContent).toContain("OTHER may not go to https://api.example.com");
  fireEvent.click(screen.getByRole("button", { name: "Open secrets" }));
  expect(dialogStore.getState().dialog).toEqual({ kind: "setup", tab: "secrets" });
  write("a: 1\nno header");
  expect(screen.getByRole("alert").textContent).toContain("a name, a colon");
  expect(dataOf()?.headers).toHaveProperty("c");
});

it("is sent once with the values that are written", async () => {
  const seen = serve({ "GET /api/secrets": { secrets: [] }, "POST /api/request": { status: 201, body: { made: 7 } } });
  render(<Panel />);
  fireEvent.change(await screen.findByRole("textbox", { name: "Value of id" }), { target: { value: "7" } });
  fireEvent.click(screen.getByRole("button", { name: "Send once" }));
  expect((await screen.findByRole("region", { name: "Answered 201" })).textContent).toContain('"made": 7');
  expect(seen.find(({ method }) => method === "POST")?.body).toEqual({ data: dataOf(), inputs: { id: 7 } });
});
