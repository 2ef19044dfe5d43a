import { placePorts } from "@/components/board/portLayout";
import { lookOf, titleOf } from "@/components/kinds/nodeViews";
import { readableAt } from "@/components/nodes/readable";
import { assetPath } from "@/store/endpoints";
import { shownPorts } from "@/store/nodePorts";
import type { NodeRun } from "@/store/runReducer";
import { type AssetRef, assetRefSchema } from "@/types/run";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import type { NodeDrawing } from "./drawCanvas";

/** The longer side of a picture inside a picture, and how many there are at most. */
const MAX_SIDE = 640;
const MAX_PICTURES = 60;

type Runs = Readonly<Record<string, NodeRun>>;

/** How nodes are drawn: with their newest result, else with what they say. */
export async function nodeDrawings(workflow: Workflow, nodes: readonly WorkflowNode[], runs: Runs) {
  const shown = nodes.flatMap((node) => {
    const asset = pictureOf(node, runs[node.id]);
    return asset === undefined ? [] : [[node.id, asset] as const];
  });
  const pictures = new Map(
    await Promise.all(shown.slice(0, MAX_PICTURES).map(async ([id, asset]) => [id, await inlined(asset)] as const)),
  );
  return (node: WorkflowNode): NodeDrawing => {
    const { layout, shape } = lookOf(node.type);
    const place = workflow.layout.nodes[node.id];
    const ports = shownPorts(node, workflow.edges);
    const places = placePorts(layout, ports);
    const typeOf = (name: string) => ports.outputs.find((port) => port.name === name)?.type ?? "any";
    return {
      title: titleOf(node),
      shape,
      width: place?.width ?? layout.width,
      height: place?.height ?? layout.height,
      text: textOf(node, runs[node.id]),
      picture: pictures.get(node.id),
      inputs: new Map(places.inputs.map(({ name, y }) => [name, y])),
      outputs: new Map(places.outputs.map(({ name, y }) => [name, { y, type: typeOf(name) }])),
    };
  };
}

function textOf({ data }: WorkflowNode, run: NodeRun | undefined): string {
  const result = run && readableAt(run, 0)?.text;
  if (result) return result;
  const own = [data.text, data.fileName, data.model].find((value) => typeof value === "string" && value !== "");
  return typeof own === "string" ? own : "";
}

function pictureOf({ data }: WorkflowNode, run: NodeRun | undefined): AssetRef | undefined {
  const assets = run && readableAt(run, 0)?.assets;
  const candidates = [...(Array.isArray(assets) ? assets : [assets]), data.asset];
  return candidates
    .map((value) => assetRefSchema.safeParse(value).data)
    .find((asset) => asset?.mime.startsWith("image/"));
}

/** A picture as a small data URL; undefined where it cannot be had: the node is drawn without. */
async function inlined(asset: AssetRef): Promise<string | undefined> {
  try {
    const response = await fetch(assetPath(asset));
    if (!response.ok) return undefined;
    const bitmap = await createImageBitmap(await response.blob());
    const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL(asset.mime === "image/jpeg" ? "image/jpeg" : "image/png");
  } catch {
    return undefined;
  }
}
