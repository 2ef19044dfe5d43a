"use client";
import { useState } from "react";
import { templates as words } from "@/components/messages/templates";
import { searchByName } from "@/components/search/searchGroups";
import { Dialog } from "@/components/ui/Dialog";
import { TextInput } from "@/components/ui/Field";
import { TemplateCards } from "./TemplateCards";
import { templates } from "./templates";

const named = () =>
  templates.map((template) => {
    const { title, text, change } = words.list[template.id];
    return { template, name: title, hint: `${text} ${change}` };
  });

/** All templates with what they look like, and a field to find one. */
export function TemplateGallery({ onClose }: { onClose: () => void }) {
  const [search, setSearch] = useState("");
  const found = searchByName(named(), search).map(({ template }) => template);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={words.title} width="lg">
      <TextInput
        aria-label={words.search}
        placeholder={words.search}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {found.length === 0 && <p className="mt-4 text-ink-2">{words.empty}</p>}
      <TemplateCards templates={found} onOpened={onClose} className="mt-4" />
    </Dialog>
  );
}
