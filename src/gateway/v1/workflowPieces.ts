import { readItemError } from "@/lib/nodes/values";
import type { RunEvent, Value } from "@/types/run";
import { isOwn } from "@/types/runPlace";
import { ITEM_GAP, type TextOutput, toAnswerText } from "./workflowText";

/** The text of one output as it comes, in pieces: the items of a list one after the other, each as it is written. */
export interface TextPieces {
  add(event: RunEvent): void;
  /** What can be told and was not yet. */
  take(): string;
  /** All of it has come. */
  isWhole(): boolean;
  /** What it came to, where no event had said so. */
  end(value: Value): void;
  /** Something was told that the model then said in other words; the whole follows it. */
  isTwice(): boolean;
}

interface Piece {
  text: string;
  /** What was said before tools were used: the answer follows it, and does not repeat it. */
  before: string;
  told: number;
  isDone: boolean;
}

export function createTextPieces({ from, isStreamed }: TextOutput): TextPieces {
  const pieces = new Map<number, Piece>();
  let current = 0;
  let hasTold = false;
  let isWhole = false;
  let isTwice = false;
  let isOnTheWay = isStreamed;

  function pieceOf(index: number): Piece {
    const piece = pieces.get(index) ?? { text: "", before: "", told: 0, isDone: false };
    pieces.set(index, piece);
    return piece;
  }

  function finish(index: number, text: string): void {
    const piece = pieceOf(index);
    if (index < current || piece.isDone) return;
    const told = piece.text.slice(0, piece.told);
    const whole = piece.before === "" ? text : `${piece.before}${ITEM_GAP}${text}`;
    const goesOn = whole.startsWith(told);
    isTwice ||= !goesOn;
    piece.text = goesOn ? whole : `${told}${ITEM_GAP}${text}`;
    piece.isDone = true;
  }

  /** An item that failed has nothing more to say. */
  function leaveOut(index: number): void {
    const piece = pieceOf(index);
    piece.text = piece.text.slice(0, piece.told);
    piece.isDone = true;
  }

  function end(value: Value, items?: number): void {
    if (items === undefined || !isStreamed || !Array.isArray(value)) finish(0, toAnswerText(value));
    else {
      for (const [index, item] of value.entries()) {
        if (readItemError(item) === undefined) finish(index, toAnswerText(item));
        else leaveOut(index);
      }
    }
    isWhole = true;
  }

  return {
    add: (event) => {
      if (!("node" in event) || event.node !== from.node || !isOwn(event)) return;
      if (event.type === "node-end") {
        const value = event.output[from.port];
        if (value !== undefined) end(value, event.items);
        // Begun anew after a crash: what it writes now is another text.
      } else if (event.type === "node-start") isOnTheWay &&= event.attempt === 1;
      else if (isOnTheWay && event.type === "node-delta") pieceOf(event.item ?? 0).text += event.text;
      else if (isOnTheWay && event.type === "node-round") {
        const piece = pieceOf(event.item ?? 0);
        if (event.output.toolCalls !== undefined) piece.before = piece.text;
      } else if (isStreamed && event.type === "node-item") {
        const value = event.output?.[from.port];
        if (event.status === "failed" || value === undefined) leaveOut(event.item);
        else finish(event.item, toAnswerText(value));
      }
    },
    take: () => {
      let text = "";
      for (let piece = pieces.get(current); piece !== undefined; piece = pieces.get(current)) {
        if (piece.text.length > piece.told) {
          if (piece.told === 0 && hasTold) text += ITEM_GAP;
          text += piece.text.slice(piece.told);
          piece.told = piece.text.length;
          hasTold = true;
        }
        if (!piece.isDone) break;
        pieces.delete(current++);
      }
      return text;
    },
    isWhole: () => isWhole,
    end: (value) => {
      if (!isWhole) end(value);
    },
    isTwice: () => isTwice,
  };
}
