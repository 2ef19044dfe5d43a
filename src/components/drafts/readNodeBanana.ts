import { uploadPicture } from "@/components/nodes/uploadPicture";
import { splitDataUrl } from "@/lib/dataUrl";
import { importNodeBanana, isNodeBanana } from "@/lib/importers/nodeBanana/importNodeBanana";
import type { ImportNote } from "@/lib/importers/nodeBanana/notes";
import { emptyWorkflow } from "@/store/documentEdits";
import { untitled } from "@/store/untitled";
import type { Workflow, WorkflowNode } from "@/types/workflow";

/** The document of Node Banana as one of ours, its pictures kept on the server; undefined for other JSON. */
export async function readNodeBanana(json: unknown): Promise<{ workflow: Workflow; notes: ImportNote[] } | undefined> {
  if (!isNodeBanana(json)) return undefined;
  const imported = importNodeBanana(json);
  const nodes = await Promise.all(imported.nodes.map((node) => withPicture(node, imported.pictures[node.id])));
  const empty = emptyWorkflow(imported.name || untitled());
  const { edges, layout, groups, notes } = imported;
  return { workflow: { ...empty, nodes, edges, layout: { nodes: layout, groups } }, notes };
}

async function withPicture(node: WorkflowNode, dataUrl: string | undefined): Promise<WorkflowNode> {
  if (dataUrl === undefined) return node;
  const { mime, base64 } = splitDataUrl(dataUrl);
  const name = typeof node.data.fileName === "string" ? node.data.fileName : "picture";
  const data = await uploadPicture(new File([bytesOf(base64)], name, { type: mime }));
  return data === undefined ? node : { ...node, data: { ...node.data, asset: data.asset } };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  } catch {
    // No picture: what takes it says so.
    return new Uint8Array();
  }
}
