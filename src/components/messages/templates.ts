import type { TemplateId } from "@/components/templates/templates";

export interface TemplateWords {
  title: string;
  /** What it does. */
  text: string;
  /** How to make it one's own; stands on the canvas too. */
  change: string;
}

/** Words of the templates and their gallery. */
export const templates = {
  title: "Templates",
  search: "Search templates",
  empty: "No template fits that.",
  all: "All templates",
  noteTitle: "What to change",
  noModel: "No model that suits this template is connected yet. Choose one in each LLM node.",
  sampleFailed: "The sample file could not be loaded. Choose a file of your own in the node.",
  list: {
    draftCritiqueRewrite: {
      title: "Draft, critique, rewrite",
      text: "Three steps that make one answer better.",
      change: "Put your own task into “Brief”. What the editor looks for stands in the instructions of “Critique”.",
    },
    everyRow: {
      title: "One prompt, every row",
      text: "A CSV in, a table out, in parallel.",
      change: "Drop your CSV on “Rows”, then write its column names as {{places}} into “For each row”.",
    },
    pictureToFacts: {
      title: "Picture to facts",
      text: "A picture in, checked JSON out.",
      change:
        "Drop a receipt, a form or a label of your own on “Receipt”. The fields stand in “Read the picture”, as its JSON schema.",
    },
    summariseLong: {
      title: "Summarise a long text",
      text: "Part by part at the same time, then as a whole.",
      change: "Paste your text into “Long text”. It is cut at empty lines; choose another cut in its settings.",
    },
    pdfQuestions: {
      title: "Questions over a PDF",
      text: "Each question is answered from the document, with the page.",
      change: "Drop your PDF on “Document” and write your questions into the list, one a line.",
    },
    documentsToTable: {
      title: "Documents to a table",
      text: "Invoices or letters of any form become rows.",
      change:
        "Put your own texts into “Documents”, with ===== between them. The columns are the JSON schema of “Read”.",
    },
    meetingTasks: {
      title: "Meeting notes to tasks",
      text: "Who does what until when, and minutes to send round.",
      change: "Paste the notes of your meeting into “Notes”, as messy as they are.",
    },
    translateCheck: {
      title: "Translate and check back",
      text: "A translation, the way back, and what got lost.",
      change: "Put your text into “Original”. The language stands in the instructions of “Into German”.",
    },
    brainstormRank: {
      title: "Brainstorm and rank",
      text: "Many ideas, each rated by itself, then put in order.",
      change: "Ask your own “Question”. What counts is written in “For each idea”.",
    },
    sortMessages: {
      title: "Sort messages by urgency",
      text: "A model decides, and only what is urgent is answered.",
      change: "Paste your messages into the list, one a line. What counts as urgent stands in “For each message”.",
    },
    reviewReplies: {
      title: "Replies, checked by a person",
      text: "A draft for each message; you approve, edit or reject it before it goes on.",
      change:
        "Put your own messages into “Messages”. The run waits at “Check” until you have answered: on the node, in the inbox, or on a phone.",
    },
    readPage: {
      title: "Read a page of the web",
      text: "Fetches an address, keeps its words, and tells them in a few lines.",
      change:
        "Put another address into “Address”, or wire a list of them into “Fetch”. Change “Words only” to keep other parts.",
    },
    cleanRows: {
      title: "Clean rows with code",
      text: "A CSV from elsewhere, put in order by a few lines of JavaScript. Asks no model.",
      change: "Put your own rows into “Rows”, and change the code in “Clean”: its large editor has examples.",
    },
    compareModels: {
      title: "Compare models",
      text: "One question, two models side by side, and a verdict.",
      change: "Choose the models in “Side by side”, and put your own question above.",
    },
    evaluation: {
      title: "Evaluate models",
      text: "Questions with known answers to three models, each answer scored, side by side.",
      change:
        "Put your own questions and answers into “Rows”, or drop a JSONL or CSV file on it. Choose the models in “Model A” to “Model C”, and open “Table” after the run.",
    },
    describePictures: {
      title: "Describe pictures",
      text: "Alternative texts and keywords for the pictures of a page.",
      change: "Drop your own pictures on the two nodes. For more of them, duplicate a picture with its “Describe”.",
    },
    productPictures: {
      title: "Product pictures",
      text: "One picture for each row of a table.",
      change: "Put your products into the table. The look of all pictures is written in “The picture”.",
    },
  } satisfies Record<TemplateId, TemplateWords>,
} as const;
