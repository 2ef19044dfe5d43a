import { triggers } from "@/components/messages/triggers";
import { CopyIconButton } from "@/components/nodes/CopyIconButton";
import { hookAddress } from "./hookLines";

const words = triggers.secret;

/** Where a hook is called, and the button that copies it. */
export function HookAddress({ id }: { id: string }) {
  const address = hookAddress(id);
  return (
    <p className="mt-0.5 flex items-center gap-1">
      <code className="min-w-0 font-mono text-ink-2 text-xs [overflow-wrap:anywhere]">{address}</code>
      <CopyIconButton text={address} label={words.copyAddress} copiedLabel={words.copied} />
    </p>
  );
}
