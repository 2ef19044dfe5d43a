import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { relayAnswer } from "./relayedAnswer";

const event = (data: object) => Buffer.from(`data: ${JSON.stringify(data)}\n\n`);

/** Shows the first event, and stumbles over the second. */
function stumbling(body: Readable) {
  let read = 0;
  const reader = {
    read: () => {
      if (read++ > 0) throw new TypeError("a bug of the reader");
      return { events: [{ type: "text-delta" as const, text: "a" }] };
    },
  };
  return relayAnswer(body, reader, { isPiece: () => false, elapsed: () => 0 });
}

it("ends one answer with what its reader threw, and nothing else", async () => {
  const body = new Readable({ read: () => {} });
  const { begin, bytes, rest, leave } = stumbling(body);
  body.push(event({ n: 1 }));
  await begin();
  const written: Buffer[] = [];
  const pumped = bytes.pump((chunk) => void written.push(Buffer.from(chunk)));
  body.push(event({ n: 2 }));
  await pumped;
  expect(rest).toThrow("a bug of the reader");
  leave();
  expect(body.destroyed).toBe(true);
});

it("ends with what broke the answer before anybody took its bytes", async () => {
  const body = new Readable({ read: () => {} });
  const { begin, bytes, rest } = relayAnswer(
    body,
    { read: () => ({ events: [{ type: "text-delta", text: "a" }] }) },
    { isPiece: () => false, elapsed: () => 0 },
  );
  body.push(event({ n: 1 }));
  await begin();
  body.destroy(new Error("the connection broke"));
  await new Promise((resolve) => body.once("close", resolve));
  await bytes.pump(() => undefined);
  expect(rest).toThrow("the connection broke");
});

it("ends with what was thrown by who takes its pieces", async () => {
  const body = new Readable({ read: () => {} });
  const { begin, bytes, rest } = relayAnswer(
    body,
    { read: () => ({ events: [{ type: "text-delta", text: "a" }] }) },
    { isPiece: () => true, elapsed: () => 0 },
  );
  body.push(event({ n: 1 }));
  await begin();
  const pumped = bytes.pump(() => {
    throw new TypeError("a bug behind it");
  });
  body.push(event({ n: 2 }));
  await pumped;
  expect(rest).toThrow("a bug behind it");
});
