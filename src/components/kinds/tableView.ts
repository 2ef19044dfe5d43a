import { Sheet } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { TableFields } from "@/components/fields/TableFields";
import { kinds } from "@/components/messages/kinds";
import { TableNode } from "@/components/nodes/TableNode";
import type { NodeView } from "./nodeView";

export const tableView: NodeView = {
  icon: Sheet,
  shape: "output",
  words: kinds.table,
  layout: { ...plainLayout, width: 320 },
  Near: TableNode,
  Fields: TableFields,
  result: true,
};
