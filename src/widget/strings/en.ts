/** English. The first sentences of ETS001 to ETS003 are the contract's, word for word (ets-ssr.md). */
import type { Strings } from "./strings.ts";

export const en: Strings = {
  language: "en",
  direction: "ltr",

  title: "State Assessments",
  loading: "Loading letters…",
  loadingFor: "Loading letters for {}…",
  slow: "This is taking longer than usual. You can wait here or come back later.",
  lettersFor: { one: "{} letter for {}", other: "{} letters for {}" },

  chooseChild: "Choose a child",
  grade: "Grade {}",
  grades: { PK: "Preschool", TK: "Transitional kindergarten", KN: "Kindergarten" },
  schoolYear: "{}",
  noLetters: "No letters yet. Letters for this spring usually arrive between June and September.",
  noStudents: {
    what: "No student is linked to your account yet.",
    help: "Ask the school office to check that you are listed as parent or guardian with access to the portal.",
  },

  chooseLanguage: "Language of the letter",
  view: "View letter",
  download: "Download",
  readPage: "Read as a web page",
  watchVideo: "Watch the video",
  opensNewTab: "opens in a new tab",

  search: "Find a student",
  searchHint: "Type at least 2 letters of the name, or the student ID.",
  searching: "Searching…",
  found: { one: "{} student found", other: "{} students found" },
  foundMany: "The first 25 students. Type more of the name to see fewer.",
  foundNone: "No student found. Check the spelling, or search by student ID.",
  backToResults: "Back to the students found",

  tryAgain: "Try again",
  tryingAgain: "Trying again…",
  codeForSchool: "Code for the school: {}",
  errors: {
    ETS001: {
      what: "Could not connect to 3rd party integration(s). Please try again in a few minutes. Error Code: ETS001",
      help: "The state's service is not answering right now. Nothing is wrong with your account, and the letters are not lost.",
    },
    ETS002: {
      what: "Could not connect to 3rd party integrations(s). Please contact your school admin. Error Code: ETS002",
      help: "Your school has to renew its access to the state's service. Nothing is wrong with your account. Tell the school office, and give them the code below.",
    },
    ETS003: {
      what: "An error occurred while trying to connect to 3rd party integrations. Please contact your school admin. Error Code: ETS003",
      help: "The state does not know this student's ID yet. For new students this takes some days. If it has been longer, tell the school office and give them the code below.",
    },
    network: {
      what: "We could not reach the letters.",
      help: "The connection may be interrupted. Check that you are online, then try again.",
    },
    token_missing: {
      what: "The portal did not tell us who is signed in.",
      help: "Letters are shown only to the people they are for. Sign in to the portal again, then come back to this page.",
    },
    token_invalid: {
      what: "The portal could not show that it is you.",
      help: "Sign in to the portal again. If this message comes back, tell the school office and give them the code below.",
    },
    token_expired: {
      what: "You were away for a while.",
      help: "Letters stay open only for a short time, for your child's privacy. Try again, or sign in to the portal again.",
    },
    origin_not_allowed: {
      what: "This website is not set up to show letters.",
      help: "Open the letters from your school's portal. If you are there now, tell the school office and give them the code below.",
    },
    portal_disabled: {
      what: "Test letters are switched off in this portal for now.",
      help: "Your school or district has decided this. Nothing is wrong with your account. The school office can tell you more.",
    },
    student_not_found: {
      what: "We found no such student for you.",
      help: "The school's records may have changed. If you expect to see letters here, ask the school office.",
    },
    letters_withheld: {
      what: "This student's letters are not shown here.",
      help: "The school office can tell you more.",
    },
    not_configured: {
      what: "This school does not offer test letters here.",
      help: "Ask the school office how to get the letters.",
    },
    letter_not_found: {
      what: "This letter is no longer offered.",
      help: "There may be a newer one. Try again to see the letters there are now.",
    },
    letter_link_invalid: {
      what: "The link to this letter does not work.",
      help: "Try again to get a new link.",
    },
    letter_link_expired: {
      what: "The link to this letter has run out.",
      help: "Links work for 15 minutes, for your child's privacy. Try again to get a new one.",
    },
    rate_limited: {
      what: "There were too many requests in a short time.",
      help: "Wait a minute, then try again.",
    },
    storage_unavailable: {
      what: "The service is busy.",
      help: "Nothing is wrong with your account. Try again in a few minutes.",
    },
    misconfigured: {
      what: "The letters are not set up completely on this page.",
      help: "Nothing is wrong with your account. Tell the school office, and give them the code below.",
    },
    internal: {
      what: "Something went wrong on our side.",
      help: "Nothing is wrong with your account. Try again in a few minutes. If this message comes back, tell the school office and give them the code below.",
    },
  },
};
