"use client";
import { useWorkflow } from "@/store/useWorkflow";
import { Canvas } from "./canvas/Canvas";
import { EmptyCanvas } from "./EmptyCanvas";
import { Inspector } from "./inspector/Inspector";

/** The canvas and the inspector beside it; templates while there is nothing to see. */
export function CanvasPane() {
  const isEmpty = useWorkflow((state) => state.workflow?.nodes.length === 0);
  return (
    <div className="flex h-full">
      <div className="relative min-w-0 flex-1">
        <Canvas />
        {isEmpty && <EmptyCanvas />}
      </div>
      <Inspector />
    </div>
  );
}
