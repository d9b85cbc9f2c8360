/** The letter in Korean. */

import type { Wording } from "./wording.ts";

export const KOREAN: Wording = {
  tag: "ko",
  scoreReport: "학생 성적 보고서",
  addressee: "다음 학생의 학부모님/보호자님께",
  school: "학교",
  grade: "학년",
  gradeName: (grade) => (grade === 0 ? "유치원" : `${grade}학년`),
  schoolYear: "학년도",
  tested: "시험 시기",
  spring: (year) => `${year}년 봄`,
  fall: (year) => `${year}년 가을`,
  intro: {
    standard:
      "이 편지는 자녀가 주 시험에서 거둔 결과를 알려 드립니다. 시험은 긴 한 해 가운데 한순간일 뿐입니다. 수업 활동과 성적, 그리고 교사가 날마다 보는 모습과 함께 읽어 주십시오.",
    english:
      "이 편지는 자녀가 학교에서 영어를 얼마나 잘 이해하고 사용하는지 알려 드립니다. 학교가 자녀에게 필요한 지원을 정하는 데 도움이 됩니다. 학업 성적이 아닙니다.",
  },
  tests: {
    caaspp: "영어와 수학",
    cast: "과학",
    "caa-ela": "영어(대체 시험)",
    "caa-math": "수학(대체 시험)",
    "caa-science": "과학(대체 시험)",
    csa: "스페인어 읽기와 쓰기",
    elpac: "영어 능력의 향상",
    "initial-elpac": "첫 영어 능력 평가",
    "alternate-elpac": "영어 능력의 향상(대체 시험)",
    "initial-alternate-elpac": "첫 영어 능력 평가(대체 시험)",
    other: "",
  },
  subjects: {
    ela: "영어",
    math: "수학",
    science: "과학",
    spanish: "스페인어",
    english: "영어 종합",
    overall: "종합",
  },
  overallScore: "종합 점수",
  levelOf: (level, levels) => `${levels}단계 중 ${level}단계`,
  levels: {
    standard: ["기준 미달", "기준에 근접", "기준 충족", "기준 초과"],
    developed: ["시작 단계", "다소 발달", "중간 정도 발달", "잘 발달"],
    understanding: ["제한적", "기초", "이해"],
    fluency: ["초급", "중급", "능숙"],
  },
  meaning: {
    standard: {
      high: "자녀는 이 학년에서 주가 기대하는 수준을 보여 주며, 다음 학년의 학습을 할 준비가 되어 있습니다.",
      middle:
        "자녀는 이 학년에서 주가 기대하는 수준에 가까이 와 있습니다. 몇 가지 주제는 연습이 더 필요합니다.",
      low: "자녀가 이 학년에서 주가 기대하는 수준에 이르려면 도움이 더 필요합니다. 어떤 도움이 있는지 학교에서 안내해 드립니다.",
    },
    english: {
      high: "자녀는 대부분의 수업과 대화에서 영어를 잘 사용합니다. 학교는 영어 학습 지원이 계속 필요한지 검토할 수 있습니다.",
      middle: "자녀는 영어로 하는 수업을 많이 따라가며, 새로운 단어와 긴 글에서는 때때로 도움이 필요합니다.",
      low: "자녀는 영어를 배우기 시작한 단계이며, 수업을 따라가려면 꾸준한 도움이 필요합니다.",
    },
  },
  areasHeading: "영역별 결과",
  areas: {
    reading: "읽기",
    writing: "쓰기",
    listening: "듣기",
    speaking: "말하기",
    research: "조사와 탐구",
    concepts: "개념과 절차",
    "problem-solving": "문제 해결",
    reasoning: "생각 설명하기",
    "life-science": "생명 과학",
    "physical-science": "물리 과학",
    "earth-science": "지구와 우주",
  },
  strengths: {
    standard: ["기준 아래", "기준에 근접", "기준 위"],
    english: ["시작 단계", "발달 중", "잘 발달"],
  },
  meaningHeading: "결과의 의미",
  stepsHeading: "다음 단계",
  steps: [
    "이 편지에 대해 자녀와 이야기해 보십시오. 무엇이 쉬웠고 무엇이 어려웠는지 물어보십시오.",
    "다음에 교사를 만날 때 이 편지를 가져가십시오.",
    "가정에서 편하게 쓰는 언어로 매일 함께 책을 읽으십시오.",
  ],
  questionsHeading: "교사에게 물어볼 질문",
  questions: [
    "이 결과가 수업에서 보시는 모습과 일치합니까?",
    "자녀가 지금 무엇을 배우고 있으며, 가정에서 어떻게 도울 수 있습니까?",
  ],
  simulated: "모의 편지입니다. 실제 점수가 아닙니다. 여기에 나오는 사람은 모두 실제로 존재하지 않습니다.",
  page: (number, of) => `${of}쪽 중 ${number}쪽`,
  video: "이 편지에 관한 주 정부의 동영상이 여기에서 재생됩니다. 시뮬레이터에는 동영상이 없습니다.",
};
