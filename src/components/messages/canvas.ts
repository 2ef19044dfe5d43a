import type { ConnectProblem } from "@/lib/graph/connect";

/** Words of the canvas: tools, menus, wires, saving. */
export const canvas = {
  label: "Workflow canvas",
  toolbar: "Add a node",
  more: "More",
  palette: {
    title: "Add a node or run a command",
    placeholder: "Search nodes and commands…",
    empty: "Nothing fits that.",
    add: "Add",
    commands: "Commands",
    goTo: "Go to",
    wires: "Draw a wire from the selected node",
    wire: (output: string, input: string) => `${output} → ${input}`,
  },
  commands: {
    add: "Add a node…",
    paste: "Paste",
    fit: "Fit to screen",
  },
  map: "Map of the canvas",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  wireMenu: "Nodes that fit this wire",
  wireMenuEmpty: "No node takes this.",
  wire: (from: string, to: string) => `Wire from ${from} to ${to}`,
  refusals: {
    "unknown-node": "This node is gone.",
    "unknown-port": "This port is gone.",
    "type-mismatch": "These two do not carry the same type.",
    "input-taken": "This input already has a wire.",
    "already-connected": "These two are already connected.",
    cycle: "This wire would close a circle: a node would wait for itself.",
  } satisfies Record<ConnectProblem, string>,
  types: { text: "text", image: "an image", file: "a file", json: "JSON", any: "anything" },
  mismatch: (gives: string, takes: string) => `This gives ${gives}, but that takes ${takes}.`,
  clipboardRefused:
    "The browser does not let this page use the clipboard. Allow it in the address bar, then try again.",
  nothingToPaste: "The clipboard holds nothing that can be put here.",
  pasted: { table: "Pasted table.csv", text: "Pasted text.md", picture: "Pasted picture" },
  dropped: {
    unreadable: (name: string) => `${name} is no picture, no text file and no workflow.`,
    imported: (name: string) => `Opened ${name} as a new workflow`,
  },
} as const;
