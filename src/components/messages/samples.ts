/**
 * What the nodes of templates are called, and the texts and data they bring: a person tries a template in their own
 * language. Names in {{braces}} that a wire leads to are the same in every language; those of a table are its columns.
 */
export const samples = {
  draftCritiqueRewrite: {
    titles: {
      brief: "Brief",
      draft: "Draft",
      critique: "Critique",
      ask: "Text and critique",
      rewrite: "Rewrite",
      result: "Final text",
    },
    brief:
      "Write the opening paragraph of a short guide for people who move to a new town: how to feel at home within a month. Three or four sentences.",
    writer: "You write clear, warm prose. Answer with the text alone.",
    editor: "You are a demanding editor. Name the three weakest points of the text and how to mend each. Be brief.",
    revision:
      "The text:\n{{draft}}\n\nAn editor says:\n{{critique}}\n\nRewrite the text so that every point is mended.",
    reviser: "You revise texts. Answer with the new text alone.",
  },
  everyRow: {
    titles: { rows: "Rows", ask: "For each row", write: "Write", result: "All lines" },
    rows: `product,audience,benefit
Aurel desk lamp,people who read at night,dims to candle light with one touch
Fjord kettle,tea drinkers,boils a single cup in forty seconds
Nimbus backpack,bicycle commuters,stays dry in a downpour
Tern notebook,students,lies flat on any page`,
    ask: "Write one line of product copy for {{product}}, for {{audience}}. It should say that it {{benefit}}.",
    writer: "You write plain, warm product copy. Answer with the line alone.",
  },
  pictureToFacts: {
    titles: { picture: "Receipt", question: "Question", facts: "Read the picture", result: "Facts" },
    question:
      "Read this picture: what kind of document it is, who it is from, its date, every line with its amount, and the total.",
  },
  summariseLong: {
    titles: {
      text: "Long text",
      askPart: "For each part",
      sumPart: "Sum up the part",
      gather: "All parts",
      askWhole: "The whole",
      sumWhole: "Sum up the whole",
      result: "Summary",
    },
    text: `The town library of Vessel has been closed on Mondays since 1987. The reason was a broken boiler: the building could be heated on six days of the week only, and the council decided that Monday was the day that people would miss least. The boiler was replaced four years later. The closed Mondays stayed.

In spring the library counted its visitors for the first time. Of 41,000 visits in a year a third fell on Saturdays, and of these most between ten and noon, when people queue for the two desks. On weekday mornings the reading room is used by about fifteen people, most of them pensioners and night nurses of the hospital across the street.

A survey of 630 residents found three wishes far before all others: longer hours in the evening, a room where one may talk, and chairs that do not hurt. Online lending came only sixth. Parents wished for a place for prams, which the fire inspection has refused twice because the only space is beside the emergency exit.

The staff of nine shares seven and a half posts. They point out that each further hour of opening takes two people, for safety, and that self-service with a member's card, as in Denmark, would let the house stay open until ten without any. The works council agrees in principle, if the lift is repaired first.

The council has 85,000 a year to give. Two plans are on the table: to open on Mondays with staff, or to open every evening until ten without. Both cost nearly the same. The decision falls in January, and until then the plans hang in the hall, with a box for remarks that already holds two hundred.`,
    partly: "Summarise this part of a longer text in two sentences. Keep figures and names.\n\n{{part}}",
    whole:
      "These are summaries of the parts of one text, in order:\n\n{{parts}}\n\nWrite one summary: a headline, five points, and what has to be decided.",
  },
  pdfQuestions: {
    titles: {
      document: "Document",
      questions: "Questions",
      ask: "For each question",
      answer: "Answer",
      result: "Answers",
    },
    questions: `How often does the machine have to be descaled?
What does it mean when the light blinks three times?
May the drip tray go into the dishwasher?
How long is the guarantee, and what ends it?`,
    ask: "Answer the question from the document alone, in one or two sentences, and name the page. If it does not say, answer “It does not say.”\n\nQuestion: {{question}}\n\nDocument:\n{{document}}",
  },
  documentsToTable: {
    titles: { documents: "Documents", ask: "For each document", read: "Read", result: "Table" },
    documents: `Invoice 2026-118 from Havel Printing, Brno, 3 November 2026. 500 posters A2, 2 proofs. Net 410.00 EUR, VAT 86.10 EUR, to be paid within 14 days: 496.10 EUR.
=====
Hello, attached our bill no. 77/26. Translation of the handbook (18,400 words) comes to $2,024.00, due on December 1st. Thanks! Imani Okoro
=====
RECHNUNG Nr. R-0912, Café Linde, Graz, 21.10.2026. Catering für 24 Personen, Gesamtbetrag inkl. USt.: 612,00 €. Zahlbar bis 4.11.2026.`,
    ask: "Take the facts out of this invoice. Leave empty what it does not say.\n\n{{document}}",
  },
  meetingTasks: {
    titles: {
      notes: "Notes",
      ask: "Find tasks",
      find: "Tasks",
      minutes: "Minutes",
      each: "As rows",
      tasks: "Task list",
      sendable: "To send round",
    },
    notes: `Weekly, Thursday 12 November. Present: Rosa, Dmitri, Mei, Jonas (late).

Rosa: launch page is ready apart from the prices. Dmitri has them but waits for legal. Mei says legal answered yesterday, she forwards it today. So prices by Monday, Dmitri.
Newsletter: open rate down again. Jonas thinks it's the subject lines, wants to try three variants next week. Nobody against it. Mei needs the numbers for the board on the 20th.
The old demo still runs on Jonas's laptop. Everybody unhappy with that. Rosa asks the hosting people what a small server costs, no date.
Party: 11 December, Mei books the place before prices go up.`,
    ask: "List every task that these notes give somebody, with who and until when.\n\n{{notes}}",
    writer: "You write minutes: what was decided, what is open, in at most eight short points.",
  },
  translateCheck: {
    titles: {
      text: "Original",
      translate: "Into German",
      back: "And back",
      ask: "Compare",
      check: "Check",
      translation: "Translation",
      findings: "What changed",
    },
    text: "Our repair café is run by volunteers. Bring what is broken, stay for a coffee, and learn how to mend it yourself. We cannot promise that everything will work again, but nobody has left without a good story.",
    there: "You translate into German as a native writer would put it. Answer with the translation alone.",
    back: "You translate into English as literally as readable. Answer with the translation alone.",
    compare:
      "The original:\n{{original}}\n\nThe same after it was translated and translated back:\n{{back}}\n\nName each place where the meaning changed, and how to mend the translation. If nothing changed, say so.",
  },
  brainstormRank: {
    titles: {
      question: "Question",
      think: "Ideas",
      each: "Each idea",
      askRating: "For each idea",
      rate: "Rate",
      gather: "All ratings",
      askRank: "In order",
      rank: "Rank",
      result: "Best ideas",
    },
    question:
      "How could a small bookshop bring people in on quiet weekday afternoons, with less than 300 a month? Give eight ideas that differ as much as they can.",
    rate: "Idea: {{idea}}\nWhy: {{why}}\n\nRate it from 1 to 10 for effect, for ease and for cost. Begin with the idea in a few words, then the three figures, then one sentence.",
    rank: "Ideas with their ratings:\n\n{{ratings}}\n\nMake a table of all of them, the best first, and say in two sentences what to try next week.",
  },
  sortMessages: {
    titles: {
      messages: "Messages",
      ask: "For each message",
      judge: "Urgent?",
      sort: "Sort",
      askAnswer: "Answer it",
      answer: "First answer",
      urgent: "Answers to urgent ones",
      later: "Can wait",
    },
    messages: `The card reader at the till has stopped working and there is a queue out of the door.
Could you send me the invoice for September again?
Water is dripping from the ceiling above the server rack.
Love the new menu, especially the soup!
I cannot log in, and my talk begins in twenty minutes.
Do you also have the chair in green?`,
    judge:
      "Message: {{message}}\n\nIs somebody losing money, safety or an appointment right now? Answer with URGENT or NORMAL, a colon, and the message unchanged.",
    answer:
      "Write a first answer of at most three sentences to this message: kind, concrete, with the next step.\n\n{{message}}",
  },
  reviewReplies: {
    titles: {
      messages: "Messages",
      ask: "For each message",
      draft: "Draft",
      review: "Check",
      good: "Replies",
    },
    messages: `The parcel has not arrived, and it was a birthday present.
Can I change my booking from Friday to Saturday?
Your app charged me twice this month.`,
    ask: "Write a reply of at most four sentences: kind, concrete, with the next step.\n\n{{message}}",
    question: "Can this be sent?",
  },
  readPage: {
    titles: {
      address: "Address",
      fetch: "Fetch",
      words: "Words only",
      ask: "Ask",
      summary: "Summary",
      result: "In short",
    },
    /** The name under which a run takes it. */
    address: "address",
    ask: "What does this page say? Tell it in at most five lines, with names, numbers and dates.\n\n{{page}}",
  },
  cleanRows: {
    titles: {
      rows: "Rows",
      clean: "Clean",
      table: "Table",
    },
    /** The fields are named in the code. */
    rows: `name,email,amount
  Ada  Lovelace,ADA@example.com ,"$1,200.00"
Grace Hopper,grace@example.com,€ 310
Ada Lovelace,ada@example.com,"$1,200.00"
Alan   Turing, alan@example.com,99.5`,
  },
  compareModels: {
    titles: {
      question: "Question",
      compare: "Side by side",
      gather: "All answers",
      ask: "Which is better?",
      judge: "Weigh them",
      result: "Verdict",
    },
    question:
      "A friend says: “I have saved for a year, but a good second-hand car would take all of it.” Help them think it through in five sentences, without telling them what to do.",
    verdict:
      "Here are answers of several models to one question:\n\n{{answers}}\n\nWhich one helps most, and what could each learn from the other? Three sentences.",
  },
  evaluation: {
    titles: {
      rows: "Rows",
      ask: "Question",
      ideal: "Right answer",
      a: "Model A",
      b: "Model B",
      c: "Model C",
      scoreA: "Score A",
      scoreB: "Score B",
      scoreC: "Score C",
      table: "Table",
    },
    /** The name of the field with the right answer. */
    ideal: "answer",
    rows: `{"question": "What is the capital of Peru?", "answer": "Lima"}
{"question": "How many legs does a spider have?", "answer": "8"}
{"question": "Which planet is nearest to the sun?", "answer": "Mercury"}
{"question": "What is 17 times 6?", "answer": "102"}
{"question": "In which year did the Berlin Wall fall?", "answer": "1989"}
{"question": "What is the chemical sign of gold?", "answer": "Au"}
{"question": "Which is the longest bone of the human body?", "answer": "femur"}
{"question": "How many strings does a violin have?", "answer": "4"}`,
    ask: "{{question}}\n\nAnswer in as few words as you can. Write numbers as digits.",
  },
  describePictures: {
    titles: {
      ask: "How to describe",
      first: "Picture 1",
      second: "Picture 2",
      seeFirst: "Describe 1",
      seeSecond: "Describe 2",
      both: "Together",
      result: "Descriptions",
    },
    ask: "Describe this picture for somebody who cannot see it: first one sentence of at most 125 characters as alternative text, then a paragraph with what matters, and last five keywords.",
  },
  productPictures: {
    titles: { rows: "Products", ask: "The picture", make: "Make pictures", result: "All pictures" },
    rows: `product,material,scene
tea cup,pale green stoneware,a windowsill on a rainy morning
desk lamp,brushed brass,a writing desk at night
backpack,dark blue canvas,a wooden bench in a park`,
    ask: "A photograph for a shop: a {{product}} of {{material}}, in {{scene}}. Soft daylight, plain composition, no text, no people.",
  },
} as const;
