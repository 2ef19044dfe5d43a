import { ChevronLeft, ChevronRight, Download } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { downloadFile, toFileName } from "@/components/downloadFile";
import { reader } from "@/components/messages/reader";
import { runPage as words } from "@/components/messages/runPage";
import { CopyTextButton } from "@/components/nodes/CopyTextButton";
import { formatCount } from "@/components/nodes/format";
import { useLightbox } from "@/components/nodes/lightboxUi";
import { countReadables, type Readable, readableAt } from "@/components/nodes/readable";
import { Button, buttonClass } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { isAssetRef, toList } from "@/lib/nodes/values";
import { assetPath } from "@/store/endpoints";
import type { NodeRun, RunState } from "@/store/runReducer";
import { own } from "@/types/own";
import type { PageForm, PageOutput } from "@/types/pages";

const ReaderBody = dynamic(() => import("@/components/reader/ReaderBody").then((module) => module.ReaderBody), {
  ssr: false,
});
const Lightbox = dynamic(() => import("@/components/nodes/Lightbox").then((module) => module.Lightbox), { ssr: false });

interface Result {
  name: string;
  /** Empty for one that is not there any more. */
  node: string;
  run: NodeRun;
}

/** What has arrived in the outputs so far, in the reader. */
export function PageResults({ form, run }: { form: PageForm; run: RunState }) {
  const results = resultsOf(form, run);
  const isLightboxOpen = useLightbox((state) => state.index !== undefined);
  return (
    <>
      {results.map((result) => (
        <PageResult key={result.name} result={result} workflow={form.name} isOnly={results.length === 1} />
      ))}
      {results.length === 0 && run.status === "completed" && <p className="text-ink-2">{words.noOutput}</p>}
      {isLightboxOpen && <Lightbox canEdit={false} />}
    </>
  );
}

function resultsOf({ outputs }: PageForm, run: RunState): Result[] {
  const known = outputs.flatMap((output) => {
    const shown = comingTo(output, run);
    return shown === undefined ? [] : [{ name: output.name, node: output.node, run: shown }];
  });
  // Of a document that was another one when it ran.
  const names = new Set(known.map(({ name }) => name));
  const others = Object.entries(run.outputs ?? {}).filter(([name]) => !names.has(name));
  return [
    ...known,
    ...others.map(([name, value]): Result => {
      return { name, node: "", run: { status: "done", text: "", notices: [], output: { value } } };
    }),
  ];
}

/** The output itself, or the words on their way there. */
function comingTo({ node, name, from }: PageOutput, run: RunState): NodeRun | undefined {
  const arrived = run.nodes[node];
  if (arrived?.output !== undefined) return arrived;
  const ended = own(run.outputs ?? {}, name);
  if (ended !== undefined) return { status: "done", text: "", notices: [], output: { value: ended } };
  const [feeder, ...others] = from;
  const source = feeder === undefined || others.length > 0 ? undefined : run.nodes[feeder];
  return source !== undefined && countReadables(source) > 0 ? source : undefined;
}

function PageResult({ result, workflow, isOnly }: { result: Result; workflow: string; isOnly: boolean }) {
  const { name, node, run } = result;
  const [wished, setWished] = useState(0);
  const count = countReadables(run);
  const place = Math.min(wished, Math.max(0, count - 1));
  const readable = readableAt(run, place);
  // An id is no name to anybody.
  const title = name === node ? undefined : name;
  return (
    <article
      aria-label={title === undefined ? words.result : words.output(title)}
      className="flex max-h-[85dvh] min-h-24 flex-col overflow-hidden rounded-card border border-line bg-panel"
    >
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 border-line border-b py-1.5 pr-2 pl-4">
        <h3 className="mr-auto min-w-0 truncate font-medium">{title ?? (isOnly ? words.result : "")}</h3>
        {count > 1 && <Places place={place} count={count} onPlace={setWished} />}
        {readable !== undefined && !readable.isStreaming && readable.text !== "" && (
          <TextActions readable={readable} fileName={toFileName(`${workflow} ${title ?? ""}`, "result")} />
        )}
      </header>
      {readable === undefined ? (
        <p className="p-4 text-ink-3">{reader.nothing}</p>
      ) : (
        <Body readable={readable} node={node} title={title ?? words.result} />
      )}
    </article>
  );
}

function Body({ readable, node, title }: { readable: Readable; node: string; title: string }) {
  const files = toList(readable.assets)
    .filter(isAssetRef)
    .filter((value) => !value.mime.startsWith("image/"));
  if (files.length > 0) {
    return (
      <ul className="flex flex-col gap-2 p-4">
        {files.map((file) => (
          <li key={file.asset}>
            <a href={assetPath(file)} download={file.name ?? title} className={buttonClass()}>
              <Download size={15} strokeWidth={1.75} aria-hidden /> {file.name ?? words.download}
            </a>
          </li>
        ))}
      </ul>
    );
  }
  const view = readable.json === undefined || readable.isStreaming ? "read" : "tree";
  return <ReaderBody node={{ id: node, type: "output", title, data: {} }} result={readable} view={view} />;
}

function Places({ place, count, onPlace }: { place: number; count: number; onPlace: (place: number) => void }) {
  return (
    <span className="flex items-center gap-1 text-ink-3 text-xs tabular-nums">
      <IconButton
        label={reader.previous}
        icon={ChevronLeft}
        disabled={place === 0}
        onClick={() => onPlace(place - 1)}
      />
      <span role="status">{reader.place(formatCount(place + 1), formatCount(count))}</span>
      <IconButton
        label={reader.next}
        icon={ChevronRight}
        disabled={place === count - 1}
        onClick={() => onPlace(place + 1)}
      />
    </span>
  );
}

function TextActions({ readable, fileName }: { readable: Readable; fileName: string }) {
  const { text, json } = readable;
  const save = () => {
    const [type, ending] = json === undefined ? ["text/markdown", "md"] : ["application/json", "json"];
    downloadFile(new Blob([text], { type }), `${fileName}.${ending}`);
  };
  return (
    <span className="flex gap-1.5">
      <CopyTextButton size="sm" text={text} label={words.copy} copiedLabel={reader.copied} />
      <Button size="sm" icon={Download} onClick={save}>
        {words.download}
      </Button>
    </span>
  );
}
