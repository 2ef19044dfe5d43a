import { createStore, type StoreApi } from "zustand/vanilla";
import type { ConnectCheck } from "@/lib/graph/connect";
import type { PortsOf } from "@/lib/graph/ports";
import { kindOf } from "@/lib/nodes/nodeKinds";
import type { ErrorBody } from "@/types/errors";
import type { Endpoint, Workflow, WorkflowNode } from "@/types/workflow";
import { copyParts, inputsOfCopy, type Parts } from "./clipboard";
import { nameCopies } from "./copyNames";
import * as edits from "./documentEdits";
import { groupsAmong } from "./groups";
import * as history from "./history";
import { newId } from "./ids";
import { cachedPortsOf } from "./nodePorts";
import { pointsOfWires } from "./wirePoints";

export type SaveState =
  | { status: "saved" }
  | { status: "dirty" }
  | { status: "saving" }
  /** The server does not answer; saving is tried again by itself. */
  | { status: "offline" /** What is not saved is kept in this browser. */; isKept?: boolean }
  /** Somebody else saved in the meantime; nothing is written until the person chooses. */
  | { status: "conflict" /** It was deleted elsewhere. */; isGone?: boolean }
  /** The server refused to save. */
  | { status: "failed"; error: ErrorBody };

/** What a person reads on a node. */
type NameOf = (node: WorkflowNode) => string;

export interface Selection {
  nodes: readonly string[];
  edges: readonly string[];
}

export interface WorkflowState {
  /** Null until a document is open. */
  workflow: Workflow | null;
  history: history.History;
  selection: Selection;
  saveState: SaveState;
  /** Moves with every edit, undo and redo; the server has the document as it was at `savedEdition`. */
  edition: number;
  savedEdition: number;
  /** The kept result that undo or redo has brought back last: whoever talks to the server puts it there. */
  wantedResult: history.ResultState | null;
}

export interface WorkflowActions {
  /** Opens a document with nothing selected. `unsaved`: the server does not have it yet; `history`: none if absent. */
  load(workflow: Workflow, options?: { unsaved?: boolean; history?: history.History }): void;
  /**
   * Any edit of the document as one step of undo; nothing happens when `change` gives back the very same document.
   * Edits with the same `key` in a row are one step; `selection` is what is selected after it, as before if absent.
   */
  edit(change: (workflow: Workflow) => Workflow, options?: EditOptions): void;
  /** Adds a node and selects it; returns its id. `data` replaces defaults of the kind. */
  addNode(type: string, at: edits.Point, data?: Record<string, unknown>): string;
  /** Adds a node and a wire to or from it as one step. */
  addConnectedNode(type: string, at: edits.Point, wire: Wire, data?: Record<string, unknown>): string;
  removeNodes(nodeIds: Iterable<string>, edgeIds?: Iterable<string>): void;
  /** Changes of the same fields of one node in a row are one step of undo. */
  updateNodeData(id: string, change: Record<string, unknown>): void;
  /** Fills in what the page knows better than the person (a first model); saved, but no step of undo. */
  completeNodeData(id: string, change: Record<string, unknown>): void;
  renameNode(id: string, title: string): void;
  renameWorkflow(name: string): void;
  connect(source: Endpoint, target: Endpoint): ConnectCheck;
  /** Pulls a wire to other ends, as one step. */
  reconnect(edgeId: string, source: Endpoint, target: Endpoint): void;
  disconnect(edgeIds: Iterable<string>): void;
  moveNodes(places: Record<string, edits.Point>): void;
  /** Adds copies with fresh ids and selects them; with `nameOf`, under names that no other node has. */
  paste(parts: Parts, offset: edits.Point, nameOf?: NameOf): void;
  /** `isWired`: what comes in from nodes that are not copied comes into the copies too. */
  duplicate(nodeIds: readonly string[], how?: { offset?: edits.Point; isWired?: boolean; nameOf?: NameOf }): void;
  /** A kept result was changed: a step that undo takes back. */
  recordResult(step: history.ResultStep): void;
  undo(): void;
  redo(): void;
  select(selection: Selection): void;
  /** Sizes and viewport are carried along with the next save; they are no edits. */
  setSizes(sizes: Record<string, { width: number; height: number }>): void;
  setViewport(viewport: { x: number; y: number; zoom: number }): void;
  setSaveState(saveState: SaveState): void;
  /** The server has the document as it was at `edition`, under this revision. */
  setSaved(revision: number, edition: number): void;
}

export interface EditOptions {
  key?: string;
  selection?: Selection;
}

/** The free end of a wire that was dropped, and the port of the new node to put it in. */
export type Wire = { source: Endpoint; targetPort: string } | { target: Endpoint; sourcePort: string };

export type WorkflowStore = StoreApi<WorkflowState & WorkflowActions>;

const nothing: Selection = { nodes: [], edges: [] };

interface Options {
  ports?: PortsOf;
  now?: () => number;
  /** While it says no, a document is looked at and run only: no edit does anything, and nothing waits to be saved. */
  mayEdit?: () => boolean;
}

/** The document being edited, its history and what is selected in it. */
export function createWorkflowStore(options: Options = {}): WorkflowStore {
  const { ports = cachedPortsOf, now = Date.now, mayEdit = () => true } = options;
  return createStore<WorkflowState & WorkflowActions>((set, get) => {
    const edit: WorkflowActions["edit"] = (change, { key, selection } = {}) => {
      const { workflow: before, history: past, selection: old, edition } = get();
      if (before === null || !mayEdit()) return;
      const workflow = change(before);
      if (workflow === before) return;
      const steps = history.recordStep(past, before, key, now());
      set({ workflow, history: steps, selection: selection ?? old, edition: edition + 1 });
    };
    const travel = (step: typeof history.undo) => {
      const { workflow, history: past, selection, edition } = get();
      const arrived = workflow === null || !mayEdit() ? undefined : step(past, workflow);
      if (arrived === undefined) return;
      const { result, ...document } = arrived;
      if (result !== undefined) set({ history: document.history, wantedResult: result });
      else set({ ...document, selection: keepExisting(selection, document.workflow), edition: edition + 1 });
    };
    const addCopy = (copy: Parts, nameOf?: NameOf) => {
      const nodes = nameOf === undefined ? copy.nodes : nameCopies(copy.nodes, get().workflow?.nodes ?? [], nameOf);
      const selection = { nodes: nodes.map(({ id }) => id), edges: [] };
      edit((doc) => edits.addParts(doc, { ...copy, nodes }), { selection });
    };
    const addNode = (type: string, at: edits.Point, data?: Record<string, unknown>, wire?: Wire) => {
      const node = newNode(type, data);
      const parts = { nodes: [node], edges: [], layout: { [node.id]: { x: at.x, y: at.y } } };
      const add = (workflow: Workflow) => {
        const added = edits.addParts(workflow, parts);
        return wire === undefined ? added : edits.connect(added, ...wireEnds(wire, node.id), ports).workflow;
      };
      edit(add, { selection: { nodes: [node.id], edges: [] } });
      return node.id;
    };
    return {
      workflow: null,
      history: history.emptyHistory,
      selection: nothing,
      saveState: { status: "saved" },
      edition: 0,
      savedEdition: 0,
      wantedResult: null,

      load: (workflow, { unsaved: isUnsaved = false, history: steps = history.emptyHistory } = {}) => {
        const unsaved = isUnsaved && mayEdit();
        const edition = get().edition + 1;
        const savedEdition = unsaved ? edition - 1 : edition;
        const saveState: SaveState = { status: unsaved ? "dirty" : "saved" };
        set({ workflow, history: steps, selection: nothing, saveState, edition, savedEdition });
      },
      edit,
      addNode: (type, at, data) => addNode(type, at, data),
      addConnectedNode: (type, at, wire, data) => addNode(type, at, data, wire),
      removeNodes: (nodeIds, edgeIds) =>
        edit((doc) => edits.removeParts(doc, nodeIds, edgeIds), { selection: nothing }),
      updateNodeData: (id, change) => {
        const key = `data:${id}:${Object.keys(change).join()}`;
        edit((doc) => edits.updateNodeData(doc, id, change, ports), { key });
      },
      completeNodeData: (id, change) => {
        const { workflow: before, edition } = get();
        const workflow = before && mayEdit() ? edits.updateNodeData(before, id, change, ports) : before;
        if (workflow !== before) set({ workflow, edition: edition + 1 });
      },
      renameNode: (id, title) => edit((doc) => edits.renameNode(doc, id, title)),
      renameWorkflow: (name) => edit((doc) => edits.renameWorkflow(doc, name)),
      connect: (source, target) => {
        let check: ConnectCheck = { ok: false, reason: "unknown-node" };
        edit((doc) => {
          const result = edits.connect(doc, source, target, ports);
          check = result.check;
          return result.workflow;
        });
        return check;
      },
      reconnect: (edgeId, source, target) => edit((doc) => edits.reconnect(doc, edgeId, source, target, ports)),
      disconnect: (edgeIds) => edit((doc) => edits.removeParts(doc, [], edgeIds)),
      moveNodes: (places) => edit((doc) => edits.moveNodes(doc, places), { key: `move:${Object.keys(places).join()}` }),
      paste: (parts, offset, nameOf) => addCopy(copyParts(parts, offset), nameOf),
      duplicate: (nodeIds, { offset = { x: 32, y: 32 }, isWired = false, nameOf } = {}) => {
        const { workflow } = get();
        if (workflow === null) return;
        const parts = partsOf(workflow, nodeIds);
        const copy = copyParts(parts, offset);
        const edges = isWired ? [...copy.edges, ...inputsOfCopy(workflow.edges, parts, copy)] : copy.edges;
        addCopy({ ...copy, edges }, nameOf);
      },
      recordResult: (step) =>
        set(
          ({ workflow, history: past }) => (workflow && { history: history.recordResult(past, workflow, step) }) ?? {},
        ),
      undo: () => travel(history.undo),
      redo: () => travel(history.redo),
      select: (selection) => set({ selection }),
      setSizes: (sizes) => set(({ workflow }) => ({ workflow: workflow && edits.resizeNodes(workflow, sizes) })),
      setViewport: (viewport) =>
        set(({ workflow }) => ({ workflow: workflow && { ...workflow, layout: { ...workflow.layout, viewport } } })),
      setSaveState: (saveState) => set({ saveState }),
      setSaved: (revision, savedEdition) =>
        set(({ workflow }) => ({ workflow: workflow && { ...workflow, revision }, savedEdition })),
    };
  });
}

/** A node with the defaults of its kind, under a fresh id. */
export function newNode(type: string, data: Record<string, unknown> = {}): WorkflowNode {
  const defaults = kindOf(type)?.defaults() ?? {};
  return { id: newId(type.slice(0, 40)), type, data: { ...(defaults as Record<string, unknown>), ...data } };
}

function wireEnds(wire: Wire, node: string): [Endpoint, Endpoint] {
  return "source" in wire
    ? [wire.source, { node, port: wire.targetPort }]
    : [{ node, port: wire.sourcePort }, wire.target];
}

function keepExisting(selection: Selection, workflow: Workflow): Selection {
  const nodes = new Set(workflow.nodes.map((node) => node.id));
  const edges = new Set(workflow.edges.map((edge) => edge.id));
  return { nodes: selection.nodes.filter((id) => nodes.has(id)), edges: selection.edges.filter((id) => edges.has(id)) };
}

/** The chosen nodes with their places and the wires that run between them. */
export function partsOf(workflow: Workflow, nodeIds: Iterable<string>): Parts {
  const ids = new Set(nodeIds);
  const edges = workflow.edges.filter((edge) => ids.has(edge.source.node) && ids.has(edge.target.node));
  const groups = groupsAmong(workflow, ids);
  return {
    nodes: workflow.nodes.filter((node) => ids.has(node.id)),
    edges,
    ...(groups.length === 0 ? {} : { groups }),
    layout: Object.fromEntries(Object.entries(workflow.layout.nodes).filter(([id]) => ids.has(id))),
    wires: pointsOfWires(workflow.layout.edges, edges),
  };
}
