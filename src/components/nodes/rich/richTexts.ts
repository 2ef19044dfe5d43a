import { createContext } from "react";
import { mayHaveMath } from "./dollars";

/** Whether texts are there to be read, not glanced at: then code has colours and formulas are set. On nodes they are not. */
export const RichTexts = createContext(false);

/** Whether there is anything in a text that would look different. */
export function gainsFromRich(text: string): boolean {
  return /^ {0,3}(```|~~~)/m.test(text) || mayHaveMath(text);
}
