import { Check, Copy } from "lucide-react";
import { triggers } from "@/components/messages/triggers";
import { useCopy } from "@/components/nodes/useCopy";
import { IconButton } from "@/components/ui/IconButton";
import { hookAddress } from "./hookLines";

const words = triggers.secret;

/** Where a hook is called, and the button that copies it. */
export function HookAddress({ id }: { id: string }) {
  const address = hookAddress(id);
  const { copied, copy } = useCopy();
  return (
    <p className="mt-0.5 flex items-center gap-1">
      <code className="min-w-0 font-mono text-ink-2 text-xs [overflow-wrap:anywhere]">{address}</code>
      <IconButton
        size="sm"
        icon={copied ? Check : Copy}
        label={copied ? words.copied : words.copyAddress}
        onClick={() => void copy(address)}
      />
    </p>
  );
}
