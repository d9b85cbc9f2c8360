/** The letter in Traditional Chinese. */

import type { Wording } from "./wording.ts";

export const CHINESE: Wording = {
  tag: "zh-Hant",
  scoreReport: "學生成績報告",
  addressee: "致以下學生的家長／監護人",
  school: "學校",
  grade: "年級",
  gradeName: (grade) => (grade === 0 ? "幼兒園" : `${grade} 年級`),
  schoolYear: "學年",
  tested: "測驗時間",
  spring: (year) => `${year} 年春季`,
  fall: (year) => `${year} 年秋季`,
  intro: {
    standard:
      "這封信說明您的孩子在一項州測驗中的表現。一次測驗只是漫長一年中的一個片刻，請與課堂作業、學校成績以及老師每天的觀察一併參考。",
    english:
      "這封信說明您的孩子在學校理解和使用英語的程度，可協助學校決定您的孩子需要哪些支援。這不是學業成績。",
  },
  tests: {
    caaspp: "英語和數學",
    cast: "科學",
    "caa-ela": "英語語文（替代測驗）",
    "caa-math": "數學（替代測驗）",
    "caa-science": "科學（替代測驗）",
    csa: "西班牙語讀寫",
    elpac: "英語學習進展",
    "initial-elpac": "英語初次評估",
    "alternate-elpac": "英語學習進展（替代測驗）",
    "initial-alternate-elpac": "英語初次評估（替代測驗）",
    other: "",
  },
  subjects: {
    ela: "英語語文",
    math: "數學",
    science: "科學",
    spanish: "西班牙語",
    english: "英語總體表現",
    overall: "總體表現",
  },
  overallScore: "總分",
  levelOf: (level, levels) => `第 ${level} 級，共 ${levels} 級`,
  levels: {
    standard: ["未達標準", "接近標準", "達到標準", "超過標準"],
    developed: ["初步發展", "部分發展", "中度發展", "充分發展"],
    understanding: ["有限", "基礎", "理解"],
    fluency: ["初學", "中級", "流利"],
  },
  meaning: {
    standard: {
      high: "您的孩子已具備本州對這個年級的期望，並已準備好學習下一年級的內容。",
      middle: "您的孩子接近本州對這個年級的期望，有些主題還需要多加練習。",
      low: "您的孩子需要更多協助，才能達到本州對這個年級的期望。學校可以說明有哪些協助。",
    },
    english: {
      high: "您的孩子在大部分課堂和對話中能夠良好使用英語。學校可能會評估是否仍需要英語學習支援。",
      middle: "您的孩子能夠跟上許多以英語進行的課程，有時需要協助理解生字和較長的文章。",
      low: "您的孩子剛開始學習英語，需要經常性的協助才能跟上課程。",
    },
  },
  areasHeading: "各項表現",
  areas: {
    reading: "閱讀",
    writing: "寫作",
    listening: "聽力",
    speaking: "口語",
    research: "研究探討",
    concepts: "概念與運算步驟",
    "problem-solving": "解決問題",
    reasoning: "說明思路",
    "life-science": "生命科學",
    "physical-science": "物質科學",
    "earth-science": "地球與太空",
  },
  strengths: {
    standard: ["低於標準", "接近標準", "高於標準"],
    english: ["初步發展", "發展中", "充分發展"],
  },
  meaningHeading: "成績的意義",
  stepsHeading: "後續步驟",
  steps: [
    "與孩子談談這封信，問問哪些部分容易、哪些部分困難。",
    "下次與老師見面時，請帶上這封信。",
    "每天一起閱讀，使用家中習慣的任何語言都可以。",
  ],
  questionsHeading: "可以請教老師的問題",
  questions: ["這項結果與您在課堂上看到的情況相符嗎？", "我的孩子目前在學習什麼？我們在家可以如何協助？"],
  simulated: "此為模擬信函，並非真實成績。信中人物皆不存在。",
  page: (number, of) => `第 ${number} 頁，共 ${of} 頁`,
  video: "州政府關於這封信的影片會在此播放。模擬器沒有影片。",
};
