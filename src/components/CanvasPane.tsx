"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useWorkflow } from "@/store/useWorkflow";
import { Canvas } from "./canvas/Canvas";
import { EmptyCanvas } from "./EmptyCanvas";

const Inspector = dynamic(() => import("./inspector/Inspector").then((module) => module.Inspector), { ssr: false });

/** The canvas and the inspector beside it; templates while there is nothing to see. */
export function CanvasPane() {
  const isEmpty = useWorkflow((state) => state.workflow?.nodes.length === 0);
  const isOneSelected = useWorkflow((state) => state.selection.nodes.length === 1);
  const [wasNeeded, setWasNeeded] = useState(false);
  if (isOneSelected && !wasNeeded) setWasNeeded(true);
  return (
    <div className="flex h-full">
      <div className="relative min-w-0 flex-1">
        <Canvas />
        {isEmpty && <EmptyCanvas />}
      </div>
      {wasNeeded && <Inspector />}
    </div>
  );
}
