import {
  ArrowLeftToLine,
  ArrowRightFromLine,
  BookOpen,
  CircleHelp,
  Copy,
  CopyPlus,
  Download,
  FilePlus2,
  FolderOpen,
  KeyRound,
  type LucideIcon,
  Maximize,
  MousePointer2,
  PencilLine,
  Play,
  Plug,
  Plus,
  Redo2,
  RefreshCw,
  Save,
  Scan,
  Scissors,
  Settings2,
  Square,
  Trash2,
  Undo2,
  Upload,
  Workflow,
} from "lucide-react";
import { type CommandGroup, type CommandId, specOf } from "./commands";

const icons: Partial<Record<CommandId, LucideIcon>> = {
  runTo: ArrowLeftToLine,
  runFrom: ArrowRightFromLine,
  runAllFresh: RefreshCw,
  stop: Square,
  undo: Undo2,
  redo: Redo2,
  cut: Scissors,
  copy: Copy,
  duplicate: CopyPlus,
  remove: Trash2,
  rename: PencilLine,
  fitSelection: Scan,
  read: BookOpen,
  save: Save,
  newWorkflow: FilePlus2,
  openWorkflow: FolderOpen,
  duplicateWorkflow: Copy,
  exportWorkflow: Download,
  importWorkflow: Upload,
  deleteWorkflow: Trash2,
  connect: Plug,
  setupProviders: KeyRound,
};

const groupIcons: Record<CommandGroup, LucideIcon> = {
  run: Play,
  edit: MousePointer2,
  add: Plus,
  view: Maximize,
  workflow: Workflow,
  settings: Settings2,
  help: CircleHelp,
};

/** Stands apart from the table so that the first page loads no icon for its sake. */
export function iconOf(id: CommandId): LucideIcon {
  return icons[id] ?? groupIcons[specOf(id).group];
}
