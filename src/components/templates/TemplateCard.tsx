import { WorkflowThumbnail } from "@/components/board/WorkflowThumbnail";
import { templates as words } from "@/components/messages/templates";
import { drawWorkflow } from "@/lib/graph/drawWorkflow";
import type { Template } from "./templates";

const nobody = { runsOn: { provider: "openai-auth", model: "" }, other: "", pictures: "openai-auth" } as const;

/** A template as a card that opens it. */
export function TemplateCard(props: { template: Template; busy: boolean; disabled: boolean; onOpen: () => void }) {
  const { template, busy, disabled, onOpen } = props;
  const { title, text } = words.list[template.id];
  const { layout, ...graph } = template.build(nobody);
  return (
    <button
      type="button"
      disabled={disabled}
      aria-busy={busy}
      onClick={onOpen}
      className="pointer-events-auto flex h-full w-full flex-col rounded-card border border-line bg-card p-3.5 text-left transition-colors hover:border-line-strong hover:bg-hover disabled:opacity-60"
    >
      <WorkflowThumbnail
        drawing={drawWorkflow({ ...graph, layout: { nodes: layout, groups: [] } })}
        className="h-[84px]"
      />
      <span className="mt-3 block font-semibold">{title}</span>
      <span className="mt-0.5 block text-ink-2">{text}</span>
    </button>
  );
}
