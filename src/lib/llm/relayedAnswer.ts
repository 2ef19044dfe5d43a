import type { Readable } from "node:stream";
import { createParser } from "eventsource-parser";
import { createWholeEvents, endlessEvent, MAX_EVENT_LENGTH } from "@/lib/sse/wholeEvents";
import type { RelayedBytes } from "@/types/llm";
import { toMessage } from "./answerBody";
import { letEnd } from "./nodeBody";
import type { Reading, WireReader } from "./wire";

/** What has come before anything is shown; then the bytes of the answer, and what it says at its end. */
export interface RelayedAnswer {
  /** Reads until something is shown, or the answer is over. @throws what the body throws */
  begin(): Promise<Reading[]>;
  bytes: RelayedBytes;
  /**
   * Those of the beginning and all that came after, to be asked when the pump has ended.
   * @throws what the body or the reader throws
   */
  rest(): Reading[];
  /** When the last of it came, by the clock that was given. */
  heardAtMs(): number;
  /** Nothing more of it is wanted. */
  leave(): void;
}

export interface RelayOptions {
  /** Tells a plain piece of text by the first characters of its event. */
  isPiece(start: string): boolean;
  /** Milliseconds of a clock that only goes forward. */
  elapsed(): number;
}

const EVENT_END = "\n\n";
/** Bytes; longer pieces are read as any other event. */
const MAX_PIECE_LENGTH = 4096;

type Write = Parameters<RelayedBytes["pump"]>[0];

/**
 * An answer whose bytes go on as they are, in whole events: behind half of one nobody could be told how it ended. Of
 * those only what is no plain piece of text is read: a reader of the protocol takes whole texts from what comes after
 * the pieces.
 */
export function relayAnswer(body: Readable, reader: WireReader, { isPiece, elapsed }: RelayOptions): RelayedAnswer {
  // What each piece needs stands here side by side: with many streams, what is found by way of one more object is not in
  // the cache of the processor, and waiting for it takes as long as all that is done with it.
  let heardAtMs = Math.trunc(elapsed());
  let isOver = false;
  let mayBePiece = false;
  let write: Write = () => undefined;

  const head: Buffer[] = [];
  const decoder = new TextDecoder();
  const readings: Reading[] = [];
  const whole = createWholeEvents();
  const ended = Promise.withResolvers<void>();
  let broken: unknown;
  // All the time: an error that nobody hears, while who takes the bytes is not at hand yet, would end the process.
  body.on("error", (error) => {
    broken ??= error;
  });
  const parser = createParser({
    onEvent: (event) => {
      const reading = reader.read(toMessage(event));
      if (reading === undefined) return;
      readings.push(reading);
      isOver ||= reading.failure !== undefined || reading.events.some(isEnd);
    },
  });

  /** Gives what of it goes on. @throws RangeError for an event without an end */
  function read(chunk: Buffer): Buffer | undefined {
    heardAtMs = Math.trunc(elapsed());
    parser.feed(decoder.decode(chunk, { stream: true }));
    return whole.take(chunk);
  }

  /** What is whole only now that nothing comes any more. */
  function readLast(): Buffer | undefined {
    const known = readings.length;
    parser.feed(`${decoder.decode()}\n\n`);
    return readings.length > known ? whole.rest() : undefined;
  }

  function show(bytes: Buffer | undefined): void {
    if (bytes !== undefined) head.push(bytes);
  }

  function handOn(bytes: Buffer): void {
    const room = write(bytes);
    if (room === undefined) return;
    body.pause();
    void room.then(() => body.resume());
  }

  function readOn(chunk: Buffer): void {
    const bytes = read(chunk);
    mayBePiece = whole.isBetween();
    if (bytes !== undefined) handOn(bytes);
    // Some upstreams leave the connection open behind the end of an answer.
    if (isOver) ended.resolve();
  }

  function take(chunk: Buffer): void {
    if (isOver) return;
    // Only whole numbers are kept in their place; others would be an object more for each piece.
    heardAtMs = Math.trunc(elapsed());
    try {
      if (mayBePiece && isOnePiece(chunk, isPiece)) handOn(chunk);
      else readOn(chunk);
    } catch (error) {
      broken ??= error;
      ended.resolve();
    }
  }

  return {
    begin: async () => {
      let length = 0;
      for await (const chunk of body.iterator({ destroyOnReturn: false })) {
        length += chunk.length;
        if (length > MAX_EVENT_LENGTH) throw endlessEvent();
        show(read(chunk));
        if (isOver || readings.some(({ events }) => events.length > 0)) break;
      }
      if (body.readableEnded) show(readLast());
      return readings;
    },
    bytes: {
      head,
      pump: async (to) => {
        if (body.readableEnded || body.destroyed || isOver) return;
        write = to;
        mayBePiece = whole.isBetween();
        body.on("data", take);
        body.on("close", ended.resolve);
        await ended.promise;
        const last = isOver || broken !== undefined ? undefined : readLast();
        if (last !== undefined) await write(last);
      },
    },
    rest: () => {
      if (broken !== undefined && !isOver) throw broken;
      return readings;
    },
    heardAtMs: () => heardAtMs,
    leave: () => void (isOver ? letEnd(body) : body.destroy()),
  };
}

function isOnePiece(chunk: Buffer, isPiece: RelayOptions["isPiece"]): boolean {
  if (chunk.length > MAX_PIECE_LENGTH) return false;
  // Once: each look into the bytes themselves costs as much as all the rest here.
  const text = chunk.toString("latin1");
  return text.indexOf(EVENT_END) === text.length - EVENT_END.length && isPiece(text);
}

function isEnd({ type }: Reading["events"][number]): boolean {
  return type === "end";
}
