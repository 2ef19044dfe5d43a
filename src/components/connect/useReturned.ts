import { useCallback, useEffect, useState } from "react";
import type { Returned } from "./SignInReturn";

/**
 * Whether this page is the return of a sign-in (`?connected=` or `?connectError=`). The address is cleaned at once,
 * so that a reload or a bookmark is the app again.
 */
export function useReturned(initial: Returned | undefined): { returned: Returned | undefined; forget: () => void } {
  const [returned, setReturned] = useState(initial);
  useEffect(() => {
    if (initial !== undefined) history.replaceState(history.state, "", "/");
  }, [initial]);
  return { returned, forget: useCallback(() => setReturned(undefined), []) };
}
