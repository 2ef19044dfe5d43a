import { whenText } from "@/components/accounts";
import { removeSecret } from "@/components/hooks/useSecrets";
import { listText } from "@/components/language/locale";
import { secrets as words } from "@/components/messages/secrets";
import { RemoveButton } from "@/components/setup/RemoveButton";
import { Button } from "@/components/ui/Button";
import type { SecretView } from "@/types/secrets";

interface SecretRowProps {
  secret: SecretView;
  isAdmin: boolean;
  onRenew: () => void;
}

/** One secret by its name. */
export function SecretRow({ secret: { name, origins, updatedAt }, isAdmin, onRenew }: SecretRowProps) {
  return (
    <li
      aria-label={name}
      className="flex flex-wrap items-center gap-x-3.5 gap-y-2 rounded-card border border-line bg-card px-3.5 py-3"
    >
      <div className="min-w-0 flex-1 basis-56">
        <code className="font-mono font-semibold [overflow-wrap:anywhere]">{name}</code>
        <p className="mt-0.5 text-ink-2 [overflow-wrap:anywhere]">{words.goesTo(listText([...origins]))}</p>
        <p className="mt-0.5 text-ink-3 text-xs">{words.set(whenText(updatedAt))}</p>
      </div>
      {isAdmin && (
        <div className="flex gap-1">
          <Button variant="ghost" aria-label={words.renewNamed(name)} onClick={onRenew}>
            {words.renew}
          </Button>
          <RemoveButton name={name} words={words} onRemove={() => removeSecret(name)} />
        </div>
      )}
    </li>
  );
}
