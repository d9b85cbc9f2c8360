/** The letter in English. */

import type { Wording } from "./wording.ts";

export const ENGLISH: Wording = {
  tag: "en",
  scoreReport: "Student score report",
  addressee: "To the parent/guardian of",
  school: "School",
  grade: "Grade",
  gradeName: (grade) => (grade === 0 ? "Kindergarten" : `Grade ${grade}`),
  schoolYear: "School year",
  tested: "Tested",
  spring: (year) => `Spring ${year}`,
  fall: (year) => `Fall ${year}`,
  intro: {
    standard:
      "This letter shows how your child did on a state test. A test is one moment in a long year. Read it together with classwork, grades and what the teacher sees every day.",
    english:
      "This letter shows how well your child understands and uses English at school. It helps the school decide which support your child needs. It is not a grade.",
  },
  tests: {
    caaspp: "English and math",
    cast: "Science",
    "caa-ela": "English language arts, alternate test",
    "caa-math": "Math, alternate test",
    "caa-science": "Science, alternate test",
    csa: "Reading and writing in Spanish",
    elpac: "Progress in English",
    "initial-elpac": "First look at English",
    "alternate-elpac": "Progress in English, alternate test",
    "initial-alternate-elpac": "First look at English, alternate test",
    other: "",
  },
  subjects: {
    ela: "English language arts",
    math: "Mathematics",
    science: "Science",
    spanish: "Spanish",
    english: "English, overall",
    overall: "Overall",
  },
  overallScore: "Overall score",
  levelOf: (level, levels) => `Level ${level} of ${levels}`,
  levels: {
    standard: ["Standard not met", "Standard nearly met", "Standard met", "Standard exceeded"],
    developed: ["Beginning", "Somewhat developed", "Moderately developed", "Well developed"],
    understanding: ["Limited", "Foundational", "Understanding"],
    fluency: ["Novice", "Intermediate", "Fluent"],
  },
  meaning: {
    standard: {
      high: "Your child shows what the state expects in this grade, and is ready for the work of the next one.",
      middle: "Your child is close to what the state expects in this grade. Some topics need more practice.",
      low: "Your child needs more help to reach what the state expects in this grade. The school can say what help there is.",
    },
    english: {
      high: "Your child uses English well in most lessons and conversations. The school may look at whether English learner support is still needed.",
      middle:
        "Your child follows many lessons in English and sometimes needs help with new words and longer texts.",
      low: "Your child is at the start of learning English and needs regular help to follow lessons.",
    },
  },
  areasHeading: "A closer look",
  areas: {
    reading: "Reading",
    writing: "Writing",
    listening: "Listening",
    speaking: "Speaking",
    research: "Research",
    concepts: "Concepts and procedures",
    "problem-solving": "Solving problems",
    reasoning: "Explaining one’s thinking",
    "life-science": "Life sciences",
    "physical-science": "Physical sciences",
    "earth-science": "Earth and space",
  },
  strengths: {
    standard: ["Below standard", "Near standard", "Above standard"],
    english: ["Beginning", "Developing", "Well developed"],
  },
  meaningHeading: "What this means",
  stepsHeading: "Next steps",
  steps: [
    "Talk about this letter with your child. Ask what felt easy and what felt hard.",
    "Bring it to your next meeting with the teacher.",
    "Read together every day, in any language you are at home in.",
  ],
  questionsHeading: "Questions for the teacher",
  questions: [
    "Does this result fit what you see in class?",
    "What is my child working on now, and how can we help at home?",
  ],
  simulated: "Simulated letter. Not a real score. Nobody here exists.",
  page: (number, of) => `Page ${number} of ${of}`,
  video: "This is where the state’s video about this letter would play. A simulator has none.",
};
