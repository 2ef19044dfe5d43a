import { grouping as words } from "@/components/messages/grouping";
import { TitleField } from "@/components/nodes/TitleField";
import { changeGroup } from "@/store/groups";
import { workflowActions } from "@/store/useWorkflow";

/** The name of a group as a field, at its place. */
export function GroupTitleField({ id, title, name }: { id: string; title: string; name: string }) {
  return (
    <TitleField
      title={title}
      label={words.rename(name)}
      placeholder={words.defaultTitle}
      className="group-title h-7 min-w-0 flex-1 rounded-sm border border-line-strong bg-field px-1.5 font-semibold"
      onSave={(text) => workflowActions().edit((doc) => changeGroup(doc, id, { title: text.trim() }))}
    />
  );
}
