import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, describe, expect, it } from "vitest";
import { accountView, authStatus, serve, stopServing } from "@/components/testServer";
import { wire, workflow } from "@/store/testWorkflow";
import { useNode, workflowStore } from "@/store/useWorkflow";
import { ImageGenerateFields } from "./ImageGenerateFields";

const imageModel = {
  id: "gpt-image-2",
  name: "GPT Image 2",
  sizes: ["auto", "1024x1024", "1536x1024"],
  qualities: ["low", "high"],
  backgrounds: [],
  maxImages: 4,
  maxInputs: 16,
  mask: true,
};
const models = { provider: "openai-auth", source: "live", fetchedAt: "2026-11-21T00:00:00.000Z", models: [] };

function Panel() {
  const node = useNode("a");
  return node === undefined ? null : <ImageGenerateFields node={node} />;
}

function show(data: Record<string, unknown>, list: Record<string, unknown>) {
  serve({
    "GET /api/auth/openai/status": authStatus({ connected: true, accounts: [accountView()] }),
    "GET /api/keys": { keys: [] },
    "GET /api/models": { ...models, ...list },
  });
  workflowStore
    .getState()
    .load(workflow([{ id: "a", type: "imageGenerate", data: { provider: "openai-auth", ...data } }]));
  render(
    <SWRConfig value={{ provider: () => new Map() }}>
      <Panel />
    </SWRConfig>,
  );
}

const dataNow = () => workflowStore.getState().workflow?.nodes[0]?.data;

afterEach(async () => {
  cleanup();
  await stopServing();
});

describe("the settings of a node that makes pictures", () => {
  it("are those that its model offers", async () => {
    show({}, { imageModels: [imageModel] });
    const quality = await screen.findByRole("radiogroup", { name: "Quality" });
    expect(
      within(quality)
        .getAllByRole("radio")
        .map((radio) => radio.textContent ?? ""),
    ).toHaveLength(3);
    fireEvent.click(within(quality).getByRole("radio", { name: "high" }));
    expect(dataNow()?.quality).toBe("high");
    fireEvent.click(within(quality).getByRole("radio", { name: "default" }));
    expect(dataNow()).not.toHaveProperty("quality");
    expect(screen.queryByText("Background")).toBeNull();
    fireEvent.change(screen.getByRole("textbox", { name: "Pictures of one call" }), { target: { value: "5" } });
    expect(screen.getByText("A whole number from 1 to 4.")).toBeTruthy();
    fireEvent.change(screen.getByRole("textbox", { name: "Pictures of one call" }), { target: { value: "4" } });
    expect(dataNow()?.n).toBe(4);
  });

  it("take an empty setting of a document from elsewhere for none", async () => {
    show({ quality: "" }, { imageModels: [imageModel] });
    const quality = await screen.findByRole("radiogroup", { name: "Quality" });
    expect(within(quality).getAllByRole("radio")).toHaveLength(3);
    expect(screen.queryByText(/does not offer it/)).toBeNull();
  });

  it("tell what an earlier model took and this one does not", async () => {
    show({ background: "transparent" }, { imageModels: [{ ...imageModel, backgrounds: ["opaque"] }] });
    expect(await screen.findByText(/does not offer it/)).toBeTruthy();
    fireEvent.click(screen.getByRole("radio", { name: "opaque" }));
    expect(screen.queryByText(/does not offer it/)).toBeNull();
  });

  it("say that there is a call for each item of a list", async () => {
    show({}, { imageModels: [imageModel] });
    expect(await screen.findByText(/1 call per run/)).toBeTruthy();
    const list = { id: "list", type: "list", data: { text: "a\nb", split: "lines" } };
    const node = { id: "a", type: "imageGenerate", data: { provider: "openai-auth" } };
    act(() => workflowStore.getState().load(workflow([list, node], [wire("list.items", "a.prompt")])));
    expect(await screen.findByText(/1 call per item/)).toBeTruthy();
  });

  it("give the reason where no pictures can be made", async () => {
    show({}, { imageModels: [], imageReason: "Plan sharing makes no pictures." });
    expect(await screen.findByText("Plan sharing makes no pictures.")).toBeTruthy();
    expect(screen.queryByText("Size")).toBeNull();
  });
});
