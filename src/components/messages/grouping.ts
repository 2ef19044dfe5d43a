import { plural } from "@/components/language/locale";

/** Words for groups of nodes, for nodes that are off, and for comments. */
export const grouping = {
  mute: "Mute",
  unmute: "Unmute",
  bypass: "Bypass",
  endBypass: "Stop bypassing",
  off: { muted: "Muted", bypassed: "Bypassed" },
  offWhy: {
    muted: "It does not run, and neither does what hangs on it.",
    bypassed: "It does not run. What comes in goes on unchanged.",
  },
  switchOn: "Switch on",
  skippedMuted: (name: string) => `Skipped: ${name} was muted.`,

  comment: "Comment",
  writeComment: "Comment…",
  commentOn: (name: string) => `Comment on ${name}`,
  commentHint: "For people; it is never sent anywhere.",
  commentPlaceholder: "What others should know about it",

  write: "Write in the node",
  editNote: "A double click or Enter writes in it.",

  group: "Group the selection",
  ungroup: "Ungroup",
  defaultTitle: "Group",
  groupOf: (title: string, count: number) =>
    plural(count, { one: `Group ${title}, ${count} node`, other: `Group ${title}, ${count} nodes` }),
  nodes: (count: number) => plural(count, { one: `${count} node`, other: `${count} nodes` }),
  rename: (title: string) => `Rename the group ${title}`,
  renameItem: "Rename",
  actions: (title: string) => `Actions of the group ${title}`,
  selectNodes: "Select its nodes",
  run: "Run the group",
  toggle: "Collapse or expand the group",
  collapse: "Collapse",
  expand: "Expand",
  collapseOf: (title: string) => `Collapse the group ${title}`,
  expandOf: (title: string) => `Expand the group ${title}`,
  duplicate: "Duplicate",
  remove: "Delete with its nodes",
  colour: "Colour",
  colours: {
    grey: "Grey",
    blue: "Blue",
    green: "Green",
    amber: "Amber",
    pink: "Pink",
  },
  port: (node: string, port: string) => `${node}: ${port}`,
  counts: (done: number, of: number) => `${done} of ${of} done`,
  failed: (count: number) => plural(count, { one: `${count} failed`, other: `${count} failed` }),
} as const;
