import { FileUp, ImageUp, X } from "lucide-react";
import { nodes as words } from "@/components/messages/nodes";
import { ACCEPTED_FILES, uploadFile } from "@/components/nodes/uploadFile";
import { ACCEPTED_IMAGES, uploadPicture } from "@/components/nodes/uploadPicture";
import { useFilePick } from "@/components/nodes/useFilePick";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { assetPath } from "@/store/endpoints";
import type { Given } from "./givenValues";

interface Props {
  isPicture: boolean;
  given: Given | undefined;
  /** Has the focus when the form opens. */
  isFirst?: boolean;
  onGive: (given: Given) => void;
  /** Words of the button that takes it away again; absent where it cannot be. */
  remove?: { label: string; onRemove: () => void };
}

/** A file or a picture for one run, by dialog or by drop. */
export function FileAnswer({ isPicture, given, isFirst, onGive, remove }: Props) {
  const pick = useFilePick(isPicture ? ACCEPTED_IMAGES : ACCEPTED_FILES, async (file) => {
    const taken = await (isPicture ? uploadPicture(file) : uploadFile(file));
    if (taken?.asset !== undefined) onGive({ asset: taken.asset, fileName: taken.fileName });
  });
  const chosen = given !== undefined && "asset" in given ? given : undefined;
  const { choose, replace, drop } = isPicture ? words.image : words.file;
  return (
    <div
      {...pick.dropTarget}
      className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2 rounded-control border border-line-strong border-dashed p-2 pl-3"
    >
      {isPicture && chosen && (
        // biome-ignore lint/performance/noImgElement: an asset of this server, in its own size
        <img src={assetPath(chosen.asset)} alt="" className="size-12 shrink-0 rounded-sm object-cover" />
      )}
      {/* With room for some letters: the buttons go below it where it would have less. */}
      <span className="wrap-anywhere min-w-24 flex-1 text-ink-2">{chosen ? chosen.fileName : drop}</span>
      <span className="flex items-center gap-1">
        <Button
          data-answer
          autoFocus={isFirst}
          icon={isPicture ? ImageUp : FileUp}
          busy={pick.busy}
          onClick={pick.choose}
        >
          {chosen ? replace : choose}
        </Button>
        {chosen && remove && <IconButton label={remove.label} icon={X} onClick={remove.onRemove} />}
      </span>
      {pick.input}
    </div>
  );
}
