import type { NodeType } from "./nodeKinds";

/** What each kind of node is for, told to models and agents that draw workflows. Apart, since no page needs the words. */
export const kindPurposes: Readonly<Record<NodeType, string>> = {
  prompt:
    "A text, with {{name}} places that each become an input called name. A wire into data, of a record such as a CSV row, fills the places by its fields.",
  imageInput: "A picture that the person chooses. Leave its settings empty.",
  fileInput:
    "A file that the person chooses: as text, as csv (a list of records), as json, as jsonl (a list, a JSON value in each line), or as document (PDF, Office files, books and web pages, with the outputs text, pages and file). Give nothing but as.",
  list: "A text as a list of items, by lines, csv (records), json, jsonl (a JSON value in each line) or a delimiter. What is wired behind a list runs once for each item.",
  llmGenerate:
    "One call of a language model. The prompt must be wired in; system is a setting. jsonSchema makes it answer in JSON, webSearch lets it search the web and adds the output sources. Its answer leaves at text, and with a jsonSchema also parsed at json.",
  imageGenerate: "Makes pictures of a prompt; pictures wired into images are changed as the prompt says.",
  compare:
    "The same prompt to several variants of a model call, side by side. Each variant is an object with settings of llmGenerate.",
  join: "Many texts, or all items of a list, as one text. The way back from a list to a single value.",
  jsonExtract:
    "One part of a JSON value, by a JSON Pointer such as /items/0/name. An array that it finds is a list from there on.",
  transform:
    "JavaScript of the form (value, inputs) => result, for data that no other kind can bring into shape: no network, files, clock or random numbers. inputs names its inputs, the first is value. With list whole, a list comes as one array, and an array that it returns is a list from there on; with each it runs once per item.",
  request:
    "An HTTP request to another server: method, url (https), headers (an object), body, and as, what its answer becomes: text, json (an array is a list) or file. {{name}} places in url, headers and body each become an input; a value is encoded as it has to be where it stands. Secrets stand as {{secret:NAME}}. A wire into data, of a record, fills the places by its fields.",
  condition:
    "Sends a value on to yes or to no, by a test of its text. What hangs on the other side is skipped; a list is sorted item by item.",
  score:
    "Scores a value from 0 to 1, says whether it passes, and why. Plain methods: equals, contains, matches (a pattern), range (a number), schema, similar; they compare with reference, or with expected where none is wired. judge asks models by a rubric. A list is scored item by item, each beside its reference.",
  review:
    "Asks a person about a value before the run goes on: to approve it, to edit it, or to choose one of options. What is approved (as it was edited, or the option) goes out of approved, the rest out of rejected; a list is asked about item by item. The run waits for the answer.",
  table:
    "Lists side by side as the rows of one table: each wire is a column, called like the node it comes from. To look at answers and scores of many rows together.",
  workflow:
    "A saved workflow as one step, named by its id: its named inputs are inputs, its named outputs are outputs. Use it only where the person named a workflow.",
  repeat:
    "A saved workflow again and again until a test of one of its outputs holds, at most max times; carry names the outputs that become inputs of the next round. Use it only where the person named a workflow.",
  output: "Shows a result and names it among the outputs of the workflow.",
  note: "Words for people, in Markdown. Nothing runs and nothing is wired.",
};
