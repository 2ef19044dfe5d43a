import { access } from "@/components/messages/access";
import { CopyIconButton } from "@/components/nodes/CopyIconButton";
import type { AccessScope } from "@/types/access";
import { doorPaths, doorScopes } from "./doors";

const words = access.doors;

/** The addresses for other programs, and what each is for. */
export function DoorList() {
  return (
    <section aria-label={words.title}>
      <h3 className="mb-2.5">
        <span className="font-semibold">{words.title}</span> <span className="ml-1 text-ink-2">{words.subtitle}</span>
      </h3>
      <ul className="flex flex-col divide-y divide-line rounded-card border border-line bg-card">
        {doorScopes.map((scope) => (
          <Door key={scope} scope={scope} />
        ))}
      </ul>
      <p className="mt-2 text-ink-3 text-xs">{words.clients}</p>
    </section>
  );
}

function Door({ scope }: { scope: AccessScope }) {
  const address = window.location.origin + doorPaths[scope];
  // What stands for the rest of an address is not copied with it.
  const known = address.replace("…", "");
  return (
    <li className="flex items-start gap-3 py-2 pr-2 pl-3.5">
      <div className="min-w-0 flex-1 sm:grid sm:grid-cols-[150px_1fr] sm:gap-x-4">
        <span className="font-medium">{access.scopes[scope]}</span>
        <div className="min-w-0">
          <code className="break-all font-mono text-sm">{address}</code>
          <p className="mt-0.5 text-ink-2">{words.uses[scope]}</p>
        </div>
      </div>
      <CopyIconButton text={known} label={words.copy(known)} copiedLabel={access.shown.copied} />
    </li>
  );
}
