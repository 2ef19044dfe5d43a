/**
 * Every command of the page: its keys, and where it stands in lists. Keys are bound from this table and nowhere else;
 * menus, the palette and the sheet of shortcuts read it too. The title is in `messages/commands.ts`; what a command
 * does is told by whoever can do it (`useCommands`).
 */

export const commandGroups = ["run", "edit", "arrange", "add", "view", "workflow", "settings", "help"] as const;

export type CommandGroup = (typeof commandGroups)[number];

export interface CommandSpec {
  group: CommandGroup;
  /** As `chordOf` writes them, `Mod` being ⌘ or Ctrl. Hints show the first. Of equal keys the first possible wins. */
  keys?: readonly string[];
  /** Keys with `Mod` answer also while somebody types. No other key ever does. */
  whileTyping?: boolean;
  /** Again and again while the keys are held. */
  repeats?: boolean;
  /** Opens a field to write in: what is typed before it is there goes into it. */
  opensField?: boolean;
  /** The browser has an event of its own for these keys, so that they are not bound here. */
  byBrowser?: boolean;
  /** Works on what is selected; by its keys on what has the focus, where that is not part of it. */
  onSelection?: boolean;
  /** Makes sense by its keys only: in no list but the sheet of shortcuts. */
  keysOnly?: boolean;
}

export const commands = {
  run: { group: "run", keys: ["Mod+Enter"], whileTyping: true },
  runSelected: { group: "run", keys: ["Mod+Shift+Enter"], onSelection: true, whileTyping: true },
  runTo: { group: "run" },
  runFrom: { group: "run" },
  runAllFresh: { group: "run" },
  runFresh: { group: "run" },
  runFromFresh: { group: "run" },
  resumeRun: { group: "run" },
  retryFailed: { group: "run" },
  giveUpRun: { group: "run" },
  nightShift: { group: "run" },
  addToNightShift: { group: "run" },
  stop: { group: "run", keys: ["Mod+.", "Escape"], whileTyping: true },
  undo: { group: "edit", keys: ["Mod+Z"], repeats: true },
  redo: { group: "edit", keys: ["Mod+Shift+Z", "Mod+Y"], repeats: true },
  cut: { group: "edit", keys: ["Mod+X"], byBrowser: true },
  copy: { group: "edit", keys: ["Mod+C"], byBrowser: true },
  paste: { group: "edit", keys: ["Mod+V"], byBrowser: true, keysOnly: true },
  duplicate: { group: "edit", keys: ["Mod+D"], onSelection: true },
  duplicateWired: { group: "edit", keys: ["Mod+Shift+D"], onSelection: true },
  remove: { group: "edit", keys: ["Delete", "Backspace"], onSelection: true },
  rename: { group: "edit", keys: ["F2"], onSelection: true },
  mute: { group: "edit", keys: ["Mod+M"], onSelection: true },
  bypass: { group: "edit", keys: ["Mod+B"], onSelection: true },
  comment: { group: "edit" },
  editLarge: { group: "edit", keys: ["Mod+E"], onSelection: true, whileTyping: true },
  write: { group: "edit", keys: ["Enter"] },
  wires: { group: "edit", keys: ["C"], onSelection: true, opensField: true },
  selectAll: { group: "edit", keys: ["Mod+A"] },
  deselect: { group: "edit", keys: ["Escape"], keysOnly: true },
  nudge: { group: "edit", keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], repeats: true, keysOnly: true },
  nudgeFar: {
    group: "edit",
    keys: ["Shift+ArrowLeft", "Shift+ArrowRight", "Shift+ArrowUp", "Shift+ArrowDown"],
    repeats: true,
    keysOnly: true,
  },
  takeOut: { group: "edit", keys: ["Alt+Delete", "Alt+Backspace"], onSelection: true },
  editResult: { group: "edit" },
  pinResult: { group: "edit" },
  backToModel: { group: "edit" },
  insertInWire: { group: "edit" },
  addWirePoint: { group: "edit" },
  tidy: { group: "arrange", keys: ["Alt+Shift+T"] },
  snap: { group: "arrange", keys: ["Alt+G"] },
  alignLeft: { group: "arrange", keys: ["Alt+A"] },
  alignCentre: { group: "arrange", keys: ["Alt+H"] },
  alignRight: { group: "arrange", keys: ["Alt+D"] },
  alignTop: { group: "arrange", keys: ["Alt+W"] },
  alignMiddle: { group: "arrange", keys: ["Alt+V"] },
  alignBottom: { group: "arrange", keys: ["Alt+S"] },
  distributeAcross: { group: "arrange", keys: ["Alt+Shift+H"] },
  distributeDown: { group: "arrange", keys: ["Alt+Shift+V"] },
  resize: {
    group: "edit",
    keys: ["Alt+ArrowLeft", "Alt+ArrowRight", "Alt+ArrowUp", "Alt+ArrowDown"],
    repeats: true,
    keysOnly: true,
  },
  naturalSize: { group: "edit" },
  palette: { group: "add", keys: ["Mod+K"], whileTyping: true, keysOnly: true, opensField: true },
  paletteHere: { group: "add", keys: ["Tab"], keysOnly: true, opensField: true },
  describe: { group: "add", keys: ["Mod+J"], whileTyping: true, opensField: true },
  addAfter: { group: "add", keys: ["A"], onSelection: true, opensField: true },
  describeChange: { group: "add" },
  fit: { group: "view", keys: ["Mod+1"] },
  fitSelection: { group: "view", keys: ["Mod+2"] },
  map: { group: "view", keys: ["M"] },
  outline: { group: "view", keys: ["O"] },
  nextNode: { group: "view", keys: ["N"], repeats: true },
  previousNode: { group: "view", keys: ["Shift+N"], repeats: true },
  nextFailure: { group: "view", keys: ["F8"] },
  previousFailure: { group: "view", keys: ["Shift+F8"] },
  zoomIn: { group: "view", keys: ["+", "="], repeats: true },
  zoomOut: { group: "view", keys: ["-"], repeats: true },
  read: { group: "view", keys: ["Enter"] },
  table: { group: "view" },
  copyMarkdown: { group: "view" },
  copyPlain: { group: "view" },
  copyJson: { group: "view" },
  downloadMarkdown: { group: "view" },
  downloadPlain: { group: "view" },
  downloadJson: { group: "view" },
  find: { group: "view", keys: ["Mod+F"], whileTyping: true, opensField: true },
  settings: { group: "view", keys: ["E", "Enter"], onSelection: true },
  findNext: { group: "view", keys: ["Mod+G", "F3"], whileTyping: true, repeats: true, keysOnly: true },
  findPrevious: { group: "view", keys: ["Mod+Shift+G", "Shift+F3"], whileTyping: true, repeats: true, keysOnly: true },
  runsDrawer: { group: "view" },
  runHistory: { group: "view" },
  runProblems: { group: "view" },
  inbox: { group: "view" },
  activity: { group: "view" },
  newestRun: { group: "view" },
  group: { group: "edit", keys: ["Mod+G"], onSelection: true },
  ungroup: { group: "edit", keys: ["Mod+Shift+G"], onSelection: true },
  collapseGroup: { group: "edit" },
  makeWorkflow: { group: "edit", onSelection: true },
  save: { group: "workflow", keys: ["Mod+S"], whileTyping: true },
  newWorkflow: { group: "workflow" },
  openWorkflow: { group: "workflow", keys: ["Mod+O"], whileTyping: true, opensField: true },
  start: { group: "workflow" },
  templates: { group: "workflow" },
  renameWorkflow: { group: "workflow" },
  duplicateWorkflow: { group: "workflow" },
  exportWorkflow: { group: "workflow" },
  exportWithFiles: { group: "workflow" },
  pictureOfCanvas: { group: "workflow" },
  importWorkflow: { group: "workflow" },
  triggers: { group: "workflow" },
  versions: { group: "workflow" },
  offer: { group: "workflow" },
  openAsPage: { group: "workflow" },
  deleteWorkflow: { group: "workflow" },
  bin: { group: "workflow" },
  connect: { group: "settings" },
  setupProject: { group: "settings" },
  setupProviders: { group: "settings" },
  setupTools: { group: "settings" },
  setupDefaults: { group: "settings" },
  setupStorage: { group: "settings" },
  setupAccess: { group: "settings" },
  account: { group: "settings" },
  themeSystem: { group: "settings" },
  themeLight: { group: "settings" },
  themeDark: { group: "settings" },
  languageEn: { group: "settings" },
  languageKo: { group: "settings" },
  languageZh: { group: "settings" },
  logout: { group: "settings" },
  shortcuts: { group: "help", keys: ["?"] },
} as const satisfies Record<string, CommandSpec>;

export type CommandId = keyof typeof commands;

/** Groups whose commands change documents, and those that are otherwise than the rest of their group. */
const changing: ReadonlySet<CommandGroup> = new Set(["edit", "arrange", "add"]);
const otherwise: ReadonlySet<CommandId> = new Set([
  ...(["copy", "selectAll", "deselect", "snap"] as const),
  ...(["save", "newWorkflow", "templates", "renameWorkflow", "duplicateWorkflow", "importWorkflow"] as const),
  ...(["deleteWorkflow", "bin", "offer", "nightShift", "addToNightShift"] as const),
]);

/** Whether it takes somebody who may change documents. */
export function changesDocuments(id: CommandId): boolean {
  return changing.has(specOf(id).group) !== otherwise.has(id);
}

/** In the order of the table. */
export const commandIds = Object.keys(commands) as CommandId[];

export function specOf(id: CommandId): CommandSpec {
  return commands[id];
}
