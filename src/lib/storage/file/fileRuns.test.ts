import { runClaimsContract } from "@/lib/storage/contract/runClaimsContract";
import { type OpenJournals, runJournalContract } from "@/lib/storage/contract/runJournalContract";
import { createFileRunClaims } from "./fileRunClaims";
import { createFileRunJournal } from "./fileRunJournal";
import { testDirectory } from "./testDirectory";

const open: OpenJournals = async (now) => {
  const directory = await testDirectory();
  const process = () => ({ journal: createFileRunJournal(directory, now), claims: createFileRunClaims(directory) });
  return { ours: process(), theirs: process() };
};

runJournalContract("files", open);
runClaimsContract("files", open);
