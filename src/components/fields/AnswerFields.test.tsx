import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LlmData, useLlmNode } from "@/components/nodes/useLlmNode";
import { authStatus, serve, stopServing } from "@/components/testServer";
import { dialogStore } from "@/store/dialogStore";
import { AnswerFields } from "./AnswerFields";

let change: (next: Partial<LlmData>) => void = () => {};
let held: LlmData;

function Form() {
  const [data, setData] = useState<LlmData>({
    provider: "openai",
    model: "gpt-5.5",
    jsonSchema: { type: "object", properties: {} },
  });
  held = data;
  change = (next) => setData((old) => ({ ...old, ...next }));
  const field = { nodeId: "a", name: "jsonSchema" } as const;
  return <AnswerFields view={useLlmNode(data)} field={field} onChange={change} />;
}

beforeEach(() => {
  serve({ "GET /api/auth/openai/status": authStatus(), "GET /api/keys": { keys: [] } });
  render(<Form />);
});
afterEach(async () => {
  cleanup();
  dialogStore.setState({ dialog: null });
  await stopServing();
});

const schemaField = () => screen.getByRole("textbox", { name: "JSON schema" }) as HTMLTextAreaElement;
const type = (value: string) => fireEvent.change(schemaField(), { target: { value } });

describe("the schema in the panel", () => {
  it("keeps what is typed while it is no JSON yet, and the node has the last that was", () => {
    type('{"type": "array"}');
    type('{"type": "arr');
    expect(schemaField().value).toBe('{"type": "arr');
    expect(held.jsonSchema).toEqual({ type: "array" });
    expect(screen.getByRole("alert").textContent).toBe("This is not JSON yet; the last valid schema stays in use.");
  });

  it("shows a schema that was changed elsewhere in place of what was not finished", async () => {
    type('{"type": "arr');
    change({ jsonSchema: { type: "string" } });
    expect(await screen.findByDisplayValue(/"type": "string"/)).toBe(schemaField());
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("is built from fields in the large editor", () => {
    fireEvent.click(screen.getByRole("button", { name: "Build from fields" }));
    expect(dialogStore.getState().dialog).toEqual({ kind: "editor", field: { nodeId: "a", name: "jsonSchema" } });
  });
});
