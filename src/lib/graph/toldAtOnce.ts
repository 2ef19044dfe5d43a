/** Several faults in one message: the first three, and how many more there are. */
export function toldAtOnce(messages: readonly string[]): string {
  const words = messages.slice(0, 3);
  const rest = messages.length > 3 ? [`And ${messages.length - 3} more.`] : [];
  return [...words, ...rest].join(" ");
}
