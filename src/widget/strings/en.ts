import { type ListStrings, type MoreStrings, STATE_PAGE_URL } from "./strings.ts";

export const list: ListStrings = {
  language: "en",
  direction: "ltr",

  title: "State Assessments",
  loading: "Loading letters…",
  lettersFor: "Letters for {}: {}",

  chooseChild: "Choose a child",
  grade: "Grade {}",
  grades: { PK: "Preschool", TK: "Transitional kindergarten", KN: "Kindergarten" },
  schoolYear: "{}",
  allYears: "All school years",
  allTests: "All tests",

  chooseLanguage: "Language of the letter",
  view: "View letter",
  download: "Download",
  readPage: "Read as a web page",
  watchVideo: "Watch the video",
  opensNewTab: "opens in a new tab",
  whatIsThis: "What is this letter?",

  offline: "You are offline. Letters open again when you are back online.",
  tryAgain: "Try again",
  network: [
    "We could not reach the letters.",
    "The connection may be interrupted. Check that you are online, then try again.",
  ],
};

export const more: MoreStrings = {
  slow: "This is taking longer than usual. You can wait here or come back later.",
  noLetters: "No letters yet. Letters for this spring usually arrive between June and September.",
  noneChosen: "There is no letter of this test in this school year.",
  codeForSchool: "Code for the school: {}",
  errors: {
    ETS001: [
      "Could not connect to 3rd party integration(s). Please try again in a few minutes. Error Code: ETS001",
      "The state's service is not answering right now. Nothing is wrong with your account, and the letters are not lost.",
    ],
    ETS002: [
      "Could not connect to 3rd party integrations(s). Please contact your school admin. Error Code: ETS002",
      "Your school has to renew its access to the state's service. Nothing is wrong with your account. Tell the school office, and give them the code below.",
    ],
    ETS003: [
      "An error occurred while trying to connect to 3rd party integrations. Please contact your school admin. Error Code: ETS003",
      "The state does not know this student's ID yet. For new students this takes some days. If it has been longer, tell the school office and give them the code below.",
    ],
    token_missing: [
      "The portal did not tell us who is signed in.",
      "Letters are shown only to the people they are for. Sign in to the portal again, then come back to this page.",
    ],
    token_invalid: [
      "The portal could not show that it is you.",
      "Sign in to the portal again. If this message comes back, tell the school office and give them the code below.",
    ],
    token_expired: [
      "You were away for a while.",
      "Letters stay open only for a short time, for your child's privacy. Try again, or sign in to the portal again.",
    ],
    origin_not_allowed: [
      "This website is not set up to show letters.",
      "Open the letters from your school's portal. If you are there now, tell the school office and give them the code below.",
    ],
    portal_disabled: [
      "Test letters are switched off in this portal for now.",
      "Your school or district has decided this. Nothing is wrong with your account. The school office can tell you more.",
    ],
    student_not_found: [
      "We found no such student for you.",
      "The school's records may have changed. If you expect to see letters here, ask the school office.",
    ],
    letters_withheld: ["This student's letters are not shown here.", "The school office can tell you more."],
    not_configured: [
      "This school does not offer test letters here.",
      "Ask the school office how to get the letters.",
    ],
    letter_not_found: [
      "This letter is no longer offered.",
      "There may be a newer one. Try again to see the letters there are now.",
    ],
    rate_limited: ["There were too many requests in a short time.", "Wait a minute, then try again."],
    storage_unavailable: [
      "The service is busy.",
      "Nothing is wrong with your account. Try again in a few minutes.",
    ],
    misconfigured: [
      "The letters are not set up completely on this page.",
      "Nothing is wrong with your account. Tell the school office, and give them the code below.",
    ],
    internal: [
      "Something went wrong on our side.",
      "Nothing is wrong with your account. Try again in a few minutes. If this message comes back, tell the school office and give them the code below.",
    ],
    no_students: [
      "No student is linked to your account yet.",
      "Ask the school office to check that you are listed as parent or guardian with access to the portal.",
    ],
  },
  about: {
    CAASPP:
      "Your child's results in the tests that students all over California take each spring: English and math in grades 3 to 8 and 11, and science in some grades.",
    CAST: "Your child's result in California's science test, taken in grades 5 and 8 and once in high school.",
    CAA: "Your child's results in the tests for students with the most significant cognitive disabilities, made to fit how they learn.",
    CSA: "Your child's result in a test of reading and writing in Spanish, which schools may offer in grades 3 to 8 and in high school.",
    ELPAC:
      "How well your child understands, speaks, reads and writes English, measured each spring while they are learning the language.",
    "INITIAL-ELPAC":
      "How much English your child knew when starting school in California, to decide whether they get help learning it.",
    "ALTERNATE-ELPAC":
      "How your child is coming along in English, measured each spring by a test for students with the most significant cognitive disabilities.",
    "INITIAL-ALTERNATE-ELPAC":
      "How much English your child knew when starting school in California, measured by a test for students with the most significant cognitive disabilities.",
    OTHER: "Your child's results in one of California's statewide tests.",
  },
  statePage: "The state's guides for parents",
  statePageUrl: STATE_PAGE_URL,

  search: "Find a student",
  searchHint: "Type at least 2 letters of the name, or the student ID.",
  searching: "Searching…",
  found: "Students found: {}",
  foundMany: "The first 25 students. Type more of the name to see fewer.",
  foundNone: "No student found. Check the spelling, or search by student ID.",
  backToResults: "Back to the students found",
};
