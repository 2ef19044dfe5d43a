"use client";
import { useEffect, useState } from "react";
import { downloadFile, toFileName } from "@/components/downloadFile";
import { versions as messages } from "@/components/messages/versions";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { Spinner } from "@/components/ui/Spinner";
import { toast } from "@/components/ui/toast";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import { coloursOf, type PictureTheme } from "./colours";
import { drawCanvas, PICTURE_FONT, type Picture } from "./drawCanvas";
import { groupDrawings } from "./groupDrawings";
import { nodeDrawings } from "./nodeDrawings";
import { toPng } from "./toPng";

const words = messages.picture;

type Part = "all" | "selection";

/** The canvas as a picture to keep: all of it or what is selected, in either theme. */
export function PictureDialog({ onClose }: { onClose: () => void }) {
  const hasSelection = workflowStore.getState().selection.nodes.length > 0;
  const [part, setPart] = useState<Part>(hasSelection ? "selection" : "all");
  const [theme, setTheme] = useState<PictureTheme>(isDarkPage() ? "dark" : "light");
  const picture = usePicture(part, theme);
  const name = toFileName(workflowStore.getState().workflow?.name ?? "", "workflow");
  const attempt = (work: () => Promise<void>) => void work().catch(() => toast.error(words.failed));
  const savePng = (drawn: Picture) => attempt(async () => downloadFile(await toPng(drawn), `${name}.png`));
  const copyPng = (drawn: Picture) =>
    attempt(async () => {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": toPng(drawn) })]);
      toast.success(words.copied);
    });
  const saveSvg = ({ svg }: Picture) => downloadFile(new Blob([svg], { type: "image/svg+xml" }), `${name}.svg`);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={words.title}
      width="lg"
      footer={
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={!picture} onClick={() => picture && copyPng(picture)}>
            {words.copy}
          </Button>
          <Button disabled={!picture} onClick={() => picture && saveSvg(picture)}>
            {words.svg}
          </Button>
          <Button variant="primary" disabled={!picture} onClick={() => picture && savePng(picture)}>
            {words.png}
          </Button>
        </div>
      }
    >
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        <Field label={words.part} control="button">
          <SegmentedControl
            value={part}
            onChange={setPart}
            segments={[
              { value: "all", label: words.all },
              { value: "selection", label: words.selection, disabled: !hasSelection },
            ]}
          />
        </Field>
        <Field label={words.theme} control="button">
          <SegmentedControl
            value={theme}
            onChange={setTheme}
            segments={[
              { value: "light", label: words.light },
              { value: "dark", label: words.dark },
            ]}
          />
        </Field>
      </div>
      <div className="mt-4 flex min-h-60 items-center justify-center rounded-control border border-line bg-field p-2">
        {picture ? (
          // biome-ignore lint/performance/noImgElement: a picture that was drawn here a moment ago
          <img alt={words.preview} src={picture.url} className="max-h-[46vh] max-w-full" />
        ) : (
          <Spinner className="text-ink-3" />
        )}
      </div>
    </Dialog>
  );
}

function usePicture(part: Part, theme: PictureTheme): (Picture & { url: string }) | undefined {
  const [picture, setPicture] = useState<Picture & { url: string }>();
  useEffect(() => {
    let isCurrent = true;
    let url: string | undefined;
    setPicture(undefined);
    void draw(part, theme).then((drawn) => {
      if (!isCurrent) return;
      url = URL.createObjectURL(new Blob([drawn.svg], { type: "image/svg+xml" }));
      setPicture({ ...drawn, url });
    });
    return () => {
      isCurrent = false;
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [part, theme]);
  return picture;
}

async function draw(part: Part, theme: PictureTheme): Promise<Picture> {
  const { workflow, selection } = workflowStore.getState();
  if (workflow === null) throw new Error("No workflow is open.");
  const chosen = new Set(selection.nodes);
  const nodes = workflow.nodes.filter(({ id }) => part === "all" || chosen.has(id));
  const drawingOf = await nodeDrawings(workflow, nodes, runStore.getState().run.nodes);
  const context = document.createElement("canvas").getContext("2d");
  if (context !== null) context.font = PICTURE_FONT;
  const measure = (text: string) => context?.measureText(text).width ?? 0;
  const groups = groupDrawings(workflow, nodes);
  return drawCanvas({ nodes, workflow, drawingOf, groups, colours: coloursOf(theme), measure });
}

function isDarkPage(): boolean {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  const wantsDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  return scheme === "dark" || (scheme.includes("dark") && wantsDark);
}
