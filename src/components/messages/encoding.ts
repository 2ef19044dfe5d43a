/** Words of the question how a file is encoded. */
export const encoding = {
  title: (file: string) => `How is ${file} encoded?`,
  hint: "It is not in UTF-8 and does not say what it is. Choose an encoding with which the text below reads right.",
  label: "Encoding",
  preview: "The text in this encoding",
  unfit: "The file cannot be read in this encoding.",
  use: "Use this text",
} as const;
