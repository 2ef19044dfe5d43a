import { useEffect, useRef } from "react";
import { isAssetKept } from "@/store/endpoints";
import type { GivenValues } from "./givenValues";

/** Remembered files may have been swept away on the server since: asked once, as the form opens. */
export function useForgetSwept(given: GivenValues, forget: (key: string) => void): void {
  const latest = useRef({ given, forget });
  latest.current = { given, forget };
  useEffect(() => {
    for (const [key, remembered] of Object.entries(latest.current.given)) {
      if (!("asset" in remembered)) continue;
      void isAssetKept(remembered.asset).then((isKept) => {
        // Another may have been chosen meanwhile.
        if (!isKept && latest.current.given[key] === remembered) latest.current.forget(key);
      });
    }
  }, []);
}
