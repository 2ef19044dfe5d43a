import { workflowProcessesContract } from "@/lib/storage/contract/workflowProcessesContract";
import { testDirectory } from "./testDirectory";

workflowProcessesContract("files", testDirectory);
