import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type PointerEvent, useEffect, useRef } from "react";
import { canvas as words } from "@/components/messages/canvas";
import { countItems } from "@/store/runItems";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import { drawMap, isSameMap, type MapBlock, type MapPlace, mapBlocks, placeOnMap } from "./mapDrawing";
import { watchTheme } from "./watchTheme";

const WIDTH = 190;
const HEIGHT = 124;
/** A run tells news many times a second; the map is drawn anew at this pace, in milliseconds. */
const PACE_MS = 250;

/**
 * The whole document, small, with states; a press or a drag moves the canvas there. Nodes are drawn when they or the
 * run change, the frame of what is seen is only moved: a pan costs no drawing. From the keyboard, Fit and Go to lead
 * to the same places.
 */
export function CanvasMap() {
  const drawing = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const place = useRef<MapPlace>({ scale: 1, x: 0, y: 0 });
  const store = useStoreApi();
  const { setCenter, getZoom } = useReactFlow();

  useEffect(() => {
    const moveFrame = () => {
      const { transform, width, height } = store.getState();
      if (frame.current !== null) frame.current.style.transform = frameOf(transform, width, height, place.current);
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    let drawn: readonly MapBlock[] | undefined;
    const draw = () => {
      timer = undefined;
      const blocks = blocksNow();
      // Words that stream in change nothing here, and every drawing has the browser put the page together again.
      if (drawing.current === null || (drawn !== undefined && isSameMap(drawn, blocks))) return;
      drawn = blocks;
      place.current = drawDocument(drawing.current, blocks);
      moveFrame();
    };
    const drawSoon = () => {
      timer ??= setTimeout(draw, PACE_MS);
    };
    draw();
    const ends = [
      store.subscribe(moveFrame),
      workflowStore.subscribe((state, before) => {
        if (state.workflow !== before.workflow) drawSoon();
      }),
      runStore.subscribe(drawSoon),
      watchTheme(() => {
        drawn = undefined;
        drawSoon();
      }),
    ];
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [store]);

  const look = (event: PointerEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const { scale, x, y } = place.current;
    void setCenter((event.clientX - left - x) / scale, (event.clientY - top - y) / scale, { zoom: getZoom() });
  };
  return (
    <div
      aria-hidden
      title={words.map}
      className="relative cursor-pointer touch-none overflow-hidden rounded-card border border-line bg-panel shadow-float"
      style={{ width: WIDTH, height: HEIGHT }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        look(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && look(event)}
    >
      <canvas ref={drawing} style={{ width: WIDTH, height: HEIGHT }} />
      <div ref={frame} className="map-frame" />
    </div>
  );
}

/** What is seen, as a box of one pixel moved and stretched: neither makes the page lay anything out. */
function frameOf([x, y, zoom]: [number, number, number], width: number, height: number, place: MapPlace): string {
  const left = (-x / zoom) * place.scale + place.x;
  const top = (-y / zoom) * place.scale + place.y;
  const [wide, high] = [(width / zoom) * place.scale, (height / zoom) * place.scale];
  return `translate(${left}px, ${top}px) scale(${wide / FRAME_SIZE}, ${high / FRAME_SIZE})`;
}

/** Of the box before it is stretched, as in canvas.css. */
const FRAME_SIZE = 100;

function blocksNow(): MapBlock[] {
  const { workflow } = workflowStore.getState();
  return workflow === null ? [] : mapBlocks(workflow, statusOf);
}

function drawDocument(canvas: HTMLCanvasElement, blocks: readonly MapBlock[]): MapPlace {
  const context = canvas.getContext("2d");
  const place = placeOnMap(blocks, WIDTH, HEIGHT);
  if (context === null) return place;
  const ratio = window.devicePixelRatio;
  canvas.width = WIDTH * ratio;
  canvas.height = HEIGHT * ratio;
  context.scale(ratio, ratio);
  const colours = new Map<string, string>();
  const colourOf = (token: string) => {
    const known = colours.get(token);
    if (known !== undefined) return known;
    // The style of the element works out which of the two themes counts.
    canvas.style.color = `var(${token})`;
    const colour = getComputedStyle(canvas).color;
    colours.set(token, colour);
    return colour;
  };
  drawMap(context, blocks, place, colourOf);
  return place;
}

function statusOf(id: string) {
  const node = runStore.getState().run.nodes[id];
  if (node === undefined) return "idle";
  return node.items !== undefined && countItems(node.items).failed > 0 ? "failed" : node.status;
}
