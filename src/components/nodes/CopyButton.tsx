import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { canvas as canvasWords } from "@/components/messages/canvas";
import { nodes as words } from "@/components/messages/nodes";
import { IconButton } from "@/components/ui/IconButton";
import { toast } from "@/components/ui/toast";

const SHOWN_MS = 1_500;

/** Copies a result; stands over the corner of its text and shows when that is hovered or focused. */
export function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), SHOWN_MS);
    } catch {
      toast.error(canvasWords.clipboardRefused);
    }
  };
  return (
    <IconButton
      label={copied ? words.copied : words.copy}
      icon={copied ? Check : Copy}
      size="sm"
      onClick={copy}
      className="nodrag absolute top-0 right-0 border border-line bg-card opacity-0 focus-visible:opacity-100 group-focus-within/text:opacity-100 group-hover/text:opacity-100"
    />
  );
}
