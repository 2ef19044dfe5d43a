import { useReactFlow, useStore } from "@xyflow/react";
import { Grid3x3, Map as MapIcon, Maximize, Minus, Plus } from "lucide-react";
import { useKeysOf } from "@/components/commands/useKeysOf";
import { percentText } from "@/components/language/locale";
import { arrange } from "@/components/messages/arrange";
import { canvas as words } from "@/components/messages/canvas";
import { IconButton } from "@/components/ui/IconButton";
import { toggleSnap, useSnap } from "./drag/snapSwitch";
import { toggleMap, useMapUi } from "./mapUi";

/** Zoom and fit for those without a wheel or a trackpad. */
export function ZoomButtons({ onFit }: { onFit: () => void }) {
  const { zoomIn, zoomOut } = useReactFlow();
  const isMapOpen = useMapUi((state) => state.isOpen);
  const percent = useStore((state) => percentText(state.transform[2] * 100));
  return (
    <div className="flex items-center gap-0.5 rounded-card border border-line bg-panel p-1 shadow-float">
      <IconButton
        label={words.zoomOut}
        shortcut={useKeysOf("zoomOut")}
        icon={Minus}
        size="sm"
        side="top"
        onClick={() => void zoomOut()}
      />
      <span className="w-10 text-center text-ink-2 text-xs tabular-nums">{percent}</span>
      <IconButton
        label={words.zoomIn}
        shortcut={useKeysOf("zoomIn")}
        icon={Plus}
        size="sm"
        side="top"
        onClick={() => void zoomIn()}
      />
      <SnapButton />
      <IconButton
        label={words.commands.fit}
        shortcut={useKeysOf("fit")}
        icon={Maximize}
        size="sm"
        side="top"
        onClick={onFit}
      />
      <IconButton
        label={words.map}
        shortcut={useKeysOf("map")}
        icon={MapIcon}
        size="sm"
        side="top"
        pressed={isMapOpen}
        onClick={toggleMap}
      />
    </div>
  );
}

function SnapButton() {
  return (
    <IconButton
      label={arrange.snap}
      shortcut={useKeysOf("snap")}
      icon={Grid3x3}
      pressed={useSnap()}
      size="sm"
      side="top"
      onClick={toggleSnap}
    />
  );
}
