import { useState } from "react";
import { canvas as words } from "@/components/messages/canvas";
import { toast } from "@/components/ui/toast";

const SHOWN_MS = 1_500;

/** Puts a text into the clipboard, and says for a moment that it did. */
export function useCopy(): { copied: boolean; copy: (text: string) => Promise<void> } {
  const [copied, setCopied] = useState(false);
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), SHOWN_MS);
    } catch {
      toast.error(words.clipboardRefused);
    }
  };
  return { copied, copy };
}
