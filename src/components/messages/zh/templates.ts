import type { Area } from "@/components/language/translate";

export const templates: Area<"templates"> = {
  title: "模板",
  search: "搜索模板",
  empty: "没有匹配的模板。",
  all: "所有模板",
  noteTitle: "可修改之处",
  noModel: "尚未连接适合此模板的模型。请在每个 LLM 节点中选择一个。",
  sampleFailed: "无法加载示例文件。请在节点中选择你自己的文件。",
  list: {
    draftCritiqueRewrite: {
      title: "起草、点评、改写",
      text: "三个步骤，让一个回答更好。",
      change: "在“任务”中写入你自己的任务。编辑关注的要点写在“点评”的指令里。",
    },
    everyRow: {
      title: "一个提示词，逐行处理",
      text: "输入 CSV，得到表格，并行处理。",
      change: "把你的 CSV 拖到“行”上，再把列名以 {{占位}} 写进“每一行”。",
    },
    pictureToFacts: {
      title: "从图片到信息",
      text: "输入图片，得到经过检查的 JSON。",
      change: "把你自己的收据、表单或标签拖到“收据”上。字段写在“读取图片”的 JSON 架构里。",
    },
    summariseLong: {
      title: "总结长文",
      text: "各部分同时总结，再总结整体。",
      change: "把文本粘贴到“长文”。它按空行切分；可在设置中选择其他切法。",
    },
    pdfQuestions: {
      title: "向 PDF 提问",
      text: "每个问题都依据文档回答，并注明页码。",
      change: "把 PDF 拖到“文档”上，并把问题写进列表，每行一个。",
    },
    documentsToTable: {
      title: "从文档到表格",
      text: "任何形式的发票或信件都变成行。",
      change: "把你自己的文本放进“文档”，中间用 ===== 隔开。列由“读取”的 JSON 架构决定。",
    },
    meetingTasks: {
      title: "从会议记录到任务",
      text: "谁在何时之前做什么，以及可分发的纪要。",
      change: "把会议记录原样粘贴到“记录”，再乱也没关系。",
    },
    translateCheck: {
      title: "翻译并回译检查",
      text: "译文、回译，以及丢失了什么。",
      change: "把文本放进“原文”。语言写在“译成英文”的指令里。",
    },
    brainstormRank: {
      title: "头脑风暴并排名",
      text: "许多想法，逐个评分，再排序。",
      change: "在“问题”中提出你的问题。评判标准写在“每个想法”里。",
    },
    sortMessages: {
      title: "按紧急程度分拣消息",
      text: "由模型判断，只回复紧急的。",
      change: "把消息粘贴到列表，每行一条。什么算紧急写在“每条消息”里。",
    },
    reviewReplies: {
      title: "由人审核的回复",
      text: "为每条消息写草稿，由你批准、修改或拒绝后再继续。",
      change: "把你的消息放进“消息”。运行会在“审核”处等你答复：在节点上、收件箱里或手机上都可以。",
    },
    readPage: {
      title: "读取网页",
      text: "获取一个地址，只留文字，用几行话说明。",
      change: "把别的地址放进“地址”，或把地址列表连到“获取”。要保留其他部分就改“只留文字”。",
    },
    cleanRows: {
      title: "用代码整理行",
      text: "把别处来的 CSV 用几行 JavaScript 整理好，不调用模型。",
      change: "把你的行放进“行”，再修改“整理”里的代码：大编辑器里有示例。",
    },
    compareModels: {
      title: "比较模型",
      text: "一个问题，两个模型并排，外加评判。",
      change: "在“并排”中选择模型，并在上方写入你的问题。",
    },
    evaluation: {
      title: "评测模型",
      text: "把已知答案的问题交给三个模型，逐条评分，并排查看。",
      change: "把你的问题和答案放进“行”，或拖入 JSONL、CSV 文件。在“模型 A”到“模型 C”中选择模型，运行后打开“表格”。",
    },
    describePictures: {
      title: "描述图片",
      text: "为网页图片生成替代文本和关键词。",
      change: "把你自己的图片拖到两个节点上。需要更多时，连同“描述”一起复制图片节点。",
    },
    productPictures: {
      title: "产品图片",
      text: "表格每一行一张图片。",
      change: "把你的产品放进表格。所有图片的风格写在“画面”里。",
    },
  },
};
