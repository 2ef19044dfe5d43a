import { Copy, Download } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { useTitleOf } from "@/components/board/nodeLooks";
import { useCommands } from "@/components/commands/useCommands";
import { canvas as canvasWords } from "@/components/messages/canvas";
import { reader as words } from "@/components/messages/reader";
import { IconButton } from "@/components/ui/IconButton";
import { Menu, MenuGroup, MenuItem } from "@/components/ui/Menu";
import { toast } from "@/components/ui/toast";
import { workflowStore } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import type { Readable } from "./readable";
import { downloadForm, type ResultForm, resultForms, toForm } from "./resultForms";

interface Props {
  node: WorkflowNode;
  /** Asked for when something is chosen: a list may be long. */
  results: () => readonly Readable[];
}

/** Copies a result, or downloads it, in each of its forms. */
export function ResultMenus({ node, results }: Props) {
  const titleOf = useTitleOf();
  const copy = async (form: ResultForm) => {
    try {
      await navigator.clipboard.writeText((await toForm(results(), form)).trimEnd());
      toast.success(words.copied);
    } catch {
      toast.error(canvasWords.clipboardRefused);
    }
  };
  const download = async (form: ResultForm) => {
    const name = workflowStore.getState().workflow?.name ?? "";
    downloadForm(await toForm(results(), form), form, name, titleOf(node));
  };
  const latest = useRef({ copy, download });
  useEffect(() => {
    latest.current = { copy, download };
  });
  useCommands(
    useMemo(() => {
      const copyAs = (form: ResultForm) => ({ run: () => void latest.current.copy(form) });
      const downloadAs = (form: ResultForm) => ({ run: () => void latest.current.download(form) });
      return {
        copyMarkdown: copyAs("markdown"),
        copyPlain: copyAs("plain"),
        copyJson: copyAs("json"),
        downloadMarkdown: downloadAs("markdown"),
        downloadPlain: downloadAs("plain"),
        downloadJson: downloadAs("json"),
      };
    }, []),
  );
  return (
    <>
      <FormMenu label={words.copyAs} icon={Copy} onChoose={copy} />
      <FormMenu label={words.downloadAs} icon={Download} onChoose={download} />
    </>
  );
}

function FormMenu(props: { label: string; icon: typeof Copy; onChoose: (form: ResultForm) => Promise<void> }) {
  const { label, icon, onChoose } = props;
  return (
    <Menu align="end" trigger={<IconButton label={label} icon={icon} />}>
      <MenuGroup label={label}>
        {resultForms.map((form) => (
          <MenuItem key={form} onSelect={() => void onChoose(form)}>
            {words.forms[form]}
          </MenuItem>
        ))}
      </MenuGroup>
    </Menu>
  );
}
