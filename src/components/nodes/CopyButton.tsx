import { Check, Copy } from "lucide-react";
import { nodes as words } from "@/components/messages/nodes";
import { IconButton } from "@/components/ui/IconButton";
import { useCopy } from "./useCopy";

/** Copies a result; stands over the corner of its text and shows when that is hovered or focused. */
export function CopyButton({ text }: { text: string }) {
  const { copied, copy } = useCopy();
  return (
    <IconButton
      label={copied ? words.copied : words.copy}
      icon={copied ? Check : Copy}
      size="sm"
      onClick={() => void copy(text)}
      className="nodrag absolute top-0 right-0 border border-line bg-card opacity-0 focus-visible:opacity-100 group-focus-within/text:opacity-100 group-hover/text:opacity-100"
    />
  );
}
