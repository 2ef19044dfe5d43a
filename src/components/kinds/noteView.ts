import { StickyNote } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { NoteFields } from "@/components/fields/NoteFields";
import { kinds } from "@/components/messages/kinds";
import { NoteNode } from "@/components/nodes/NoteNode";
import type { NodeView } from "./nodeView";

export const noteView: NodeView = {
  icon: StickyNote,
  shape: "note",
  words: kinds.note,
  layout: { ...plainLayout, width: 240, height: 110 },
  Near: NoteNode,
  Fields: NoteFields,
  result: false,
};
