import { Table2 } from "lucide-react";
import { useMemo } from "react";
import { openTable } from "@/components/board/tableUi";
import { nodes as words } from "@/components/messages/nodes";
import { Button } from "@/components/ui/Button";
import { isAssetRef, toText } from "@/lib/nodes/values";
import { assetPath } from "@/store/endpoints";
import type { AssetRef, Value } from "@/types/run";
import { CopyButton } from "./CopyButton";
import { JsonText } from "./JsonText";
import { LazyMarkdown } from "./LazyMarkdown";
import { PictureGrid } from "./PictureGrid";
import { readPictures } from "./picture";
import type { Mark } from "./sources";
import { ValueTable } from "./ValueTable";
import { isComparison, VariantColumns } from "./VariantColumns";

/** A file that is no picture is there for download. */
function FileLink({ file, name: title }: { file: AssetRef; name: string }) {
  const name = file.name ?? title;
  return (
    <a
      href={assetPath(file)}
      download={name}
      className="nodrag self-start text-accent-ink underline underline-offset-2"
    >
      {words.pictures.file(name)}
    </a>
  );
}

function ListValue({ list, nodeId }: { list: Value[]; nodeId: string | undefined }) {
  return (
    <div className="group/text relative">
      {isComparison(list) ? <VariantColumns list={list} /> : <ValueTable list={list} />}
      {nodeId !== undefined && (
        <Button size="sm" icon={Table2} className="nodrag mt-2" onClick={() => openTable(nodeId)}>
          {words.items.openTable.hint}
        </Button>
      )}
      <CopyButton text={toText(list)} />
    </div>
  );
}

interface OutputValueProps {
  value: Value;
  format: string;
  marks?: readonly Mark[];
  /** What a download is called. */
  name?: string;
  /** Where it is shown. */
  nodeId?: string;
}

/**
 * A result in the wished form; `auto` takes markdown for text, a table or columns for a list, and JSON for everything
 * else. Only markdown has marks.
 */
export function OutputValue(props: OutputValueProps) {
  const { value, format, marks, name, nodeId } = props;
  const pictures = useMemo(() => readPictures(value, name ?? words.outputNode.imageAlt), [value, name]);
  if (pictures !== undefined && format !== "json") return <PictureGrid pictures={pictures} nodeId={nodeId} />;
  if (isAssetRef(value)) return <FileLink file={value} name={name ?? words.outputNode.imageAlt} />;
  if (Array.isArray(value) && format === "auto") return <ListValue list={value} nodeId={nodeId} />;
  const text = toText(value);
  const isJson = format === "json" || (format === "auto" && typeof value !== "string");
  return (
    <div className="answer-box group/text relative">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard */}
      <div className="nodrag nowheel fading max-h-[420px] cursor-text select-text overflow-y-auto" tabIndex={0}>
        {isJson ? (
          <JsonText value={value} nodeId={nodeId} />
        ) : format === "text" ? (
          <JsonText value={text} nodeId={nodeId} isPlain />
        ) : (
          <LazyMarkdown text={text} marks={marks} nodeId={nodeId} />
        )}
      </div>
      <CopyButton text={text} />
    </div>
  );
}
