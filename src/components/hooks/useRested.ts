import { useEffect, useState } from "react";

/** After the last key, in milliseconds. */
export const REST_MS = 300;

/** What is being written, as it stood when the typing rested last; at first as it is. */
export function useRested(written: string): string {
  const [rested, setRested] = useState(written);
  useEffect(() => {
    const timer = setTimeout(() => setRested(written), REST_MS);
    return () => clearTimeout(timer);
  }, [written]);
  return rested;
}
