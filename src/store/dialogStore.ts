import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { ImportNote } from "@/lib/importers/nodeBanana/notes";

export type SetupTab = "project" | "providers" | "tools" | "defaults" | "storage" | "access" | "secrets";

/** The one dialog that is open, whoever asked for it. */
export type Dialog =
  | { kind: "connect" /** Sign in again to this account. */; account?: string }
  | { kind: "setup"; tab: SetupTab }
  | { kind: "describe"; wish?: DescribedWish }
  | { kind: "imported"; notes: ImportNote[] }
  | { kind: "editor"; field: EditedField }
  | { kind: "held" /** The node that shall hold a workflow. */; node: string }
  | { kind: "nightShift" /** Begins with the form for the workflow that is open. */; isAdding: boolean }
  | { kind: "shortcuts" | "offer" | "versions" | "triggers" | "bin" | "picture" | "templates" | "switcher" };

/** What a person said of a workflow, and the nodes it is about; none for a new one. */
export interface DescribedWish {
  text: string;
  selection: readonly string[];
}

/** A text of a node that has a large editor: `variant` is the place of one setting of a comparison. */
export interface EditedField {
  nodeId: string;
  name: "text" | "system" | "jsonSchema" | "code" | "rubric";
  variant?: number;
}

interface DialogState {
  dialog: Dialog | null;
}

export const dialogStore = createStore<DialogState>(() => ({ dialog: null }));

export function useDialog(): Dialog | null {
  return useStore(dialogStore, (state) => state.dialog);
}

export function openConnect(account?: string): void {
  dialogStore.setState({ dialog: { kind: "connect", account } });
}

export function openSetup(tab: SetupTab = "providers"): void {
  dialogStore.setState({ dialog: { kind: "setup", tab } });
}

export function openShortcuts(): void {
  dialogStore.setState({ dialog: { kind: "shortcuts" } });
}

export function openVersions(): void {
  dialogStore.setState({ dialog: { kind: "versions" } });
}

export function openTriggers(): void {
  dialogStore.setState({ dialog: { kind: "triggers" } });
}

export function openOffer(): void {
  dialogStore.setState({ dialog: { kind: "offer" } });
}

export function openBin(): void {
  dialogStore.setState({ dialog: { kind: "bin" } });
}

export function openTemplates(): void {
  dialogStore.setState({ dialog: { kind: "templates" } });
}

export function openDescribe(wish?: DescribedWish): void {
  dialogStore.setState({ dialog: { kind: "describe", wish } });
}

/** What of an imported workflow was not carried over. */
export function openImportReport(notes: ImportNote[]): void {
  dialogStore.setState({ dialog: { kind: "imported", notes } });
}

/** The list of workflows, to go to another one. */
export function openSwitcher(): void {
  dialogStore.setState({ dialog: { kind: "switcher" } });
}

export function openEditor(field: EditedField): void {
  dialogStore.setState({ dialog: { kind: "editor", field } });
}

export function openNightShift(isAdding = false): void {
  dialogStore.setState({ dialog: { kind: "nightShift", isAdding } });
}

export function openHeldPicker(node: string): void {
  dialogStore.setState({ dialog: { kind: "held", node } });
}

export function openPicture(): void {
  dialogStore.setState({ dialog: { kind: "picture" } });
}

export function closeDialog(): void {
  dialogStore.setState({ dialog: null });
}
