import { useSecrets } from "@/components/hooks/useSecrets";
import { request as words } from "@/components/messages/request";
import { Button } from "@/components/ui/Button";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { namesIn } from "@/lib/nodes/placeholders";
import { requestTexts } from "@/lib/nodes/requestNode";
import { secretIn } from "@/lib/nodes/requestText";
import { openSetup } from "@/store/dialogStore";
import type { SecretView } from "@/types/secrets";
import type { WorkflowNode } from "@/types/workflow";

/** The secrets that a request names: whether each is there, and whether it may go where the request goes. */
export function RequestSecrets({ node }: { node: WorkflowNode }) {
  const { secrets } = useSecrets();
  const data = nodeKinds.request.schema.safeParse(node.data).data;
  const names =
    data === undefined ? [] : [...new Set(namesIn(requestTexts(data)).flatMap((name) => secretIn(name) ?? []))];
  if (names.length === 0 || secrets === undefined) return null;
  const origin = originOf(data?.url ?? "");
  return (
    <section aria-label={words.secrets} className="flex flex-col gap-1.5">
      <p className="font-medium text-ink-2 text-sm">{words.secrets}</p>
      <ul className="flex flex-col gap-1 text-xs">
        {names.map((name) => {
          const fault = faultOf(
            secrets.find((secret) => secret.name === name),
            origin,
          );
          return (
            <li key={name} className={fault === undefined ? "text-ink-2" : "text-error"}>
              <code className="font-mono">{name}</code> {fault ?? words.secretFits}
            </li>
          );
        })}
      </ul>
      <Button size="sm" className="self-start" onClick={() => openSetup("secrets")}>
        {words.openSecrets}
      </Button>
    </section>
  );
}

function faultOf(secret: SecretView | undefined, origin: string | undefined): string | undefined {
  if (secret === undefined) return words.secretMissing;
  return origin === undefined || secret.origins.includes(origin) ? undefined : words.secretElsewhere(origin);
}

/** Undefined where a place makes up the host. */
function originOf(url: string): string | undefined {
  const written = /^https?:\/\/[^/?#{]+(?=[/?#]|$)/i.exec(url.trim())?.[0];
  return written === undefined ? undefined : URL.parse(written)?.origin;
}
