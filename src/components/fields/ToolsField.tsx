import dynamic from "next/dynamic";
import { useState } from "react";
import { toolCalls as words } from "@/components/messages/toolCalls";
import { formatCount } from "@/components/nodes/format";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import type { ChangeLlm } from "./changeLlm";

// Servers are asked for their tools only when somebody chooses.
const ToolChooser = dynamic(() => import("./ToolChooser").then((module) => module.ToolChooser));

/** Which tools the model may use; what an earlier model could do can still be taken off. */
export function ToolsField({ view, onChange }: { view: LlmNodeView; onChange: ChangeLlm }) {
  const [isOpen, setIsOpen] = useState(false);
  const { data, model } = view;
  const { tools = [] } = data;
  const can = model?.supports.tools ?? true;
  const hint = can ? undefined : (model?.reasons?.tools ?? words.notHere);
  return (
    <>
      <Field label={words.label} control="button" hint={hint}>
        <div className="flex items-center justify-between gap-3">
          <span className="text-ink-2">
            {tools.length === 0 ? words.none : words.chosen(tools.length, formatCount(tools.length))}
          </span>
          <Button
            size="sm"
            aria-expanded={isOpen}
            disabled={!can && tools.length === 0}
            onClick={() => setIsOpen(!isOpen)}
          >
            {words.choose}
          </Button>
        </div>
      </Field>
      {isOpen && <ToolChooser data={data} onChange={onChange} />}
    </>
  );
}
