import type { ServerResponse } from "node:http";

/**
 * Writes a piece of an answer at once and as one: Node waits for the end of the turn, as more might come, and writes each
 * chunk (RFC 9112, section 7.1) in four parts, which takes as long as all else that a relay does. False where it has to
 * wait for the client.
 */
export function writeNow(response: ServerResponse, bytes: Uint8Array): boolean {
  // An empty chunk would be the end.
  if (bytes.length === 0) return true;
  const { socket } = response;
  socket?.cork();
  const isTaken = response.chunkedEncoding ? writeAsChunk(response, bytes) : response.write(bytes);
  socket?.uncork();
  return isTaken;
}

function writeAsChunk(response: ServerResponse, bytes: Uint8Array): boolean {
  const size = `${bytes.length.toString(16)}\r\n`;
  const chunk = Buffer.allocUnsafe(size.length + bytes.length + 2);
  chunk.write(size, "latin1");
  chunk.set(bytes, size.length);
  chunk.write("\r\n", size.length + bytes.length, "latin1");
  response.chunkedEncoding = false;
  const isTaken = response.write(chunk);
  // The end is Node's again.
  response.chunkedEncoding = true;
  return isTaken;
}
