/** Events with a piece of something that comes once more as a whole, as `data` or with a name before it. */
const starts = ["output_text", "reasoning_summary_text", "function_call_arguments"].flatMap((part) => [
  `event: response.${part}.delta\n`,
  `data: {"type":"response.${part}.delta"`,
]);

export function isPiece(start: string): boolean {
  return starts.some((piece) => start.startsWith(piece));
}
