import { create } from "zustand";
import { decodeAs, type Encoding, guessEncoding, readText } from "@/lib/decodeText";

/** A file that does not say in which encoding it is; the person chooses, and sees what it says then. */
export interface EncodingQuestion {
  fileName: string;
  bytes: Uint8Array;
  guess: Encoding;
  /** Undefined when the person would rather not. */
  answer: (encoding: Encoding | undefined) => void;
}

/** Questions in the order in which they came: several files may be dropped at once. */
export const useEncodingQuestions = create<{ questions: EncodingQuestion[] }>(() => ({ questions: [] }));

export interface FileText {
  text: string;
  /** The file itself says what it is, and can go to the server as it stands. */
  saysItself: boolean;
}

/** The text of a file; undefined when the person did not say in which encoding it is. */
export async function readTextFile(file: File): Promise<FileText | undefined> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = readText(bytes);
  if (text !== undefined) return { text, saysItself: true };
  const encoding = await askEncoding(file.name, bytes);
  const chosen = encoding && decodeAs(bytes, encoding);
  return chosen === undefined ? undefined : { text: chosen, saysItself: false };
}

function askEncoding(fileName: string, bytes: Uint8Array): Promise<Encoding | undefined> {
  return new Promise((resolve) => {
    const question: EncodingQuestion = {
      fileName,
      bytes,
      guess: guessEncoding(bytes),
      answer: (encoding) => {
        useEncodingQuestions.setState(({ questions }) => ({ questions: questions.filter((one) => one !== question) }));
        resolve(encoding);
      },
    };
    useEncodingQuestions.setState(({ questions }) => ({ questions: [...questions, question] }));
  });
}
