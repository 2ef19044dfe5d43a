"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { lookOf, titleOf } from "@/components/kinds/nodeViews";
import { editor as words } from "@/components/messages/editor";
import { messages } from "@/components/messages/en";
import { editedFieldsOf, formOf, keyOf } from "@/components/nodes/editedFields";
import { IconButton } from "@/components/ui/IconButton";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { type EditedField, openEditor } from "@/store/dialogStore";
import { useNode } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { SchemaEditor } from "./SchemaEditor";
import { TextEditor } from "./TextEditor";

/** One text of a node as large as the window. It is changed as it is written; Escape leads back. */
export function LargeEditor({ field, onClose }: { field: EditedField; onClose: () => void }) {
  const node = useNode(field.nodeId);
  const fields = node === undefined ? [] : editedFieldsOf(node);
  const isThere = fields.some((one) => keyOf(one) === keyOf(field));
  // Another tab may have taken it away.
  useEffect(() => {
    if (!isThere) onClose();
  }, [isThere, onClose]);
  if (node === undefined || !isThere) return null;
  return <OpenEditor node={node} field={field} fields={fields} onClose={onClose} />;
}

interface OpenEditorProps {
  node: WorkflowNode;
  field: EditedField;
  fields: EditedField[];
  onClose: () => void;
}

function OpenEditor({ node, field, fields, onClose }: OpenEditorProps) {
  const { icon: Icon } = lookOf(node.type);
  const form = formOf(node, field);
  const title = words.title(titleOf(node), nameOf(node, field));
  // Of a comparison, those of the same variant.
  const beside = fields.filter(({ variant }) => variant === field.variant);
  const popup = useRef<HTMLDivElement>(null);
  const Body = form === "schema" ? SchemaEditor : TextEditor;
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Base.Popup
          ref={popup}
          initialFocus={() => popup.current?.querySelector<HTMLElement>("[data-first-focus], .cm-content") ?? true}
          className="fixed inset-0 z-40 flex flex-col overflow-hidden border border-line bg-panel text-ink shadow-float outline-none sm:inset-4 sm:rounded-dialog"
        >
          <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b py-2 pr-2 pl-4">
            <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
            <Base.Title className="min-w-40 flex-1 truncate font-semibold text-base">{title}</Base.Title>
            {beside.length > 1 && (
              <SegmentedControl
                aria-label={words.whichField}
                value={keyOf(field)}
                segments={beside.map((one) => ({ value: keyOf(one), label: words.fields[one.name] }))}
                onChange={(key) => openEditor(beside.find((one) => keyOf(one) === key) ?? field)}
              />
            )}
            <Base.Close render={<IconButton label={messages.shell.close} icon={X} />} />
          </header>
          <Body key={keyOf(field)} node={node} field={field} form={form} label={title} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function nameOf(node: WorkflowNode, { name, variant }: EditedField): string {
  const plain = words.fields[node.type === "list" ? "items" : name];
  return variant === undefined ? plain : words.fields.ofVariant(plain, variant + 1);
}
