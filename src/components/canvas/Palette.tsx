import { useCanvasUi } from "@/components/board/canvasUi";
import { isNodeAwaited } from "@/components/board/focusNode";
import { canvas as words } from "@/components/messages/canvas";
import { SearchDialog } from "@/components/search/SearchDialog";
import type { AddNode } from "./useAddNode";
import { usePaletteGroups } from "./usePaletteGroups";

const close = () => useCanvasUi.setState({ palette: null, writing: null });
/** What was added may take the focus itself. */
const keepsFocus = () => useCanvasUi.getState().writing === null && !isNodeAwaited();

/** Everything that can be added, done or gone to, by name. */
export function Palette({ onAdd }: { onAdd: AddNode }) {
  const at = useCanvasUi((state) => state.palette?.at);
  const groups = usePaletteGroups({ onAdd, at });
  const { title, placeholder, empty } = words.palette;
  return <SearchDialog {...{ title, placeholder, empty, groups, keepsFocus }} onClose={close} />;
}
