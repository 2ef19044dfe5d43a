import { List } from "lucide-react";
import { plainLayout } from "@/components/board/portLayout";
import { ListFields } from "@/components/fields/ListFields";
import { kinds } from "@/components/messages/kinds";
import { ListNode } from "@/components/nodes/ListNode";
import type { NodeView } from "./nodeView";

export const listView: NodeView = {
  icon: List,
  shape: "source",
  words: kinds.list,
  layout: { ...plainLayout, height: 130 },
  Near: ListNode,
  Fields: ListFields,
  result: true,
  inToolbar: true,
};
