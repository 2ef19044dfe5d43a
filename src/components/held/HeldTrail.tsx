import { lazy, Suspense } from "react";
import { useHeldTrail } from "@/store/heldTrail";

const TrailBar = lazy(() => import("./TrailBar").then((module) => ({ default: module.TrailBar })));

/** The way back, where this workflow was opened from a node that holds it. */
export function HeldTrail() {
  const { places } = useHeldTrail();
  if (places.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <TrailBar />
    </Suspense>
  );
}
