import { toolServers } from "@/components/messages/toolServers";
import { Badge } from "@/components/ui/Badge";
import type { ToolServerView } from "@/types/tools";

const words = toolServers;

/** The tools of a server, folded: their names, and what it says of each. */
export function ToolList({ tools }: Pick<ToolServerView, "tools">) {
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded-control py-0.5 text-ink-2 hover:text-ink">
        {words.tools(tools.length)}
      </summary>
      <ul className="mt-2 flex flex-col gap-2 border-line border-l pl-3">
        {tools.map(({ name, title, description, readOnly, destructive }) => (
          <li key={name}>
            <div className="flex flex-wrap items-center gap-1.5">
              <code className="font-mono text-xs [overflow-wrap:anywhere]">{name}</code>
              {title !== undefined && title !== name && <span className="text-ink-2">{title}</span>}
              {readOnly && <Badge tone="ok">{words.readOnly}</Badge>}
              {destructive && <Badge tone="waiting">{words.destructive}</Badge>}
            </div>
            {description !== undefined && (
              <p className="mt-0.5 line-clamp-3 whitespace-pre-line text-ink-2 text-xs [overflow-wrap:anywhere]">
                {description}
              </p>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
