import { useState } from "react";
import { attempt } from "@/components/start/workflowActions";
import { cx } from "@/components/ui/cx";
import { TemplateCard } from "./TemplateCard";
import type { Template, TemplateId } from "./templates";
import { useTemplate } from "./useTemplate";

/** Templates beside each other; one is opened at a time. */
export function TemplateCards(props: { templates: readonly Template[]; onOpened?: () => void; className?: string }) {
  const { templates, onOpened, className } = props;
  const open = useTemplate();
  const [opening, setOpening] = useState<TemplateId>();
  const choose = async (template: Template) => {
    setOpening(template.id);
    await attempt(async () => {
      await open(template);
      onOpened?.();
    });
    setOpening(undefined);
  };
  return (
    <ul className={cx("grid grid-cols-1 gap-3.5 sm:grid-cols-2 lg:grid-cols-3", className)}>
      {templates.map((template) => (
        <li key={template.id}>
          <TemplateCard
            template={template}
            busy={opening === template.id}
            disabled={opening !== undefined}
            onOpen={() => void choose(template)}
          />
        </li>
      ))}
    </ul>
  );
}
