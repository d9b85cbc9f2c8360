/** Traditional Chinese as schools in California write it to families: 您, 信件 for the letter. */
import { type ListStrings, type MoreStrings, STATE_PAGE_URL } from "./strings.ts";

export const list: ListStrings = {
  language: "zh-Hant",
  direction: "ltr",

  title: "州測驗",
  loading: "正在載入信件…",
  lettersFor: "{} 的信件：{}",

  chooseChild: "選擇孩子",
  grade: "{} 年級",
  grades: { PK: "學前班", TK: "過渡幼稚園", KN: "幼稚園" },
  schoolYear: "{} 學年",
  allYears: "所有學年",
  allTests: "所有測驗",

  chooseLanguage: "信件的語言",
  view: "查看信件",
  download: "下載",
  readPage: "以網頁閱讀",
  watchVideo: "觀看影片",
  opensNewTab: "在新分頁開啟",
  whatIsThis: "這是什麼信？",

  offline: "您目前離線。恢復連線後即可開啟信件。",
  tryAgain: "再試一次",
  network: ["我們無法取得信件。", "連線可能中斷了。請確認您已連上網路，然後再試一次。"],
};

export const more: MoreStrings = {
  slow: "所需時間比平常久。您可以在此等候，或稍後再回來。",
  noLetters: "目前還沒有信件。今年春季的信件通常在六月到九月之間送達。",
  noneChosen: "這個學年沒有這項測驗的信件。",
  codeForSchool: "提供給學校的代碼：{}",
  errors: {
    ETS001: [
      "無法連線至第三方整合服務。請過幾分鐘再試。錯誤代碼：ETS001",
      "州的服務目前沒有回應。您的帳戶沒有問題，信件也沒有遺失。",
    ],
    ETS002: [
      "無法連線至第三方整合服務。請聯絡學校的管理人員。錯誤代碼：ETS002",
      "您的學校必須更新其使用州服務的權限。您的帳戶沒有問題。請通知學校辦公室，並提供下方的代碼。",
    ],
    ETS003: [
      "連線至第三方整合服務時發生錯誤。請聯絡學校的管理人員。錯誤代碼：ETS003",
      "州的系統還不認得這位學生的編號。新學生需要幾天時間。如果已經超過，請通知學校辦公室，並提供下方的代碼。",
    ],
    token_missing: ["入口網站沒有告訴我們登入的是誰。", "信件只給收件人看。請重新登入入口網站，再回到此頁。"],
    token_invalid: [
      "入口網站無法確認您的身分。",
      "請重新登入入口網站。如果又出現這則訊息，請通知學校辦公室，並提供下方的代碼。",
    ],
    token_expired: [
      "您離開了一段時間。",
      "為保護您孩子的隱私，信件只開放一小段時間。請再試一次，或重新登入入口網站。",
    ],
    origin_not_allowed: [
      "此網站未獲准顯示信件。",
      "請從學校的入口網站開啟信件。如果您現在就在那裡，請通知學校辦公室，並提供下方的代碼。",
    ],
    portal_disabled: [
      "此入口網站目前已關閉測驗信件。",
      "這是學校或學區的決定。您的帳戶沒有問題。學校辦公室可以提供更多說明。",
    ],
    student_not_found: [
      "我們找不到您的這位學生。",
      "學校的紀錄可能有變動。如果您認為這裡應該有信件，請詢問學校辦公室。",
    ],
    letters_withheld: ["這位學生的信件不在此顯示。", "學校辦公室可以提供更多說明。"],
    not_configured: ["這所學校未在此提供測驗信件。", "請詢問學校辦公室如何取得信件。"],
    letter_not_found: ["這封信已不再提供。", "可能有較新的信件。請再試一次，查看目前的信件。"],
    rate_limited: ["短時間內的請求過多。", "請稍候一分鐘，再試一次。"],
    storage_unavailable: ["服務目前忙碌中。", "您的帳戶沒有問題。請過幾分鐘再試。"],
    misconfigured: ["此頁的信件尚未完成設定。", "您的帳戶沒有問題。請通知學校辦公室，並提供下方的代碼。"],
    internal: [
      "我們這邊發生了問題。",
      "您的帳戶沒有問題。請過幾分鐘再試。如果又出現這則訊息，請通知學校辦公室，並提供下方的代碼。",
    ],
    no_students: ["您的帳戶尚未連結任何學生。", "請學校辦公室確認您已登記為可使用入口網站的家長或監護人。"],
  },
  about: {
    CAASPP:
      "您的孩子在全加州學生每年春季參加的測驗中的成績：三到八年級和十一年級考英語和數學，部分年級還考科學。",
    CAST: "您的孩子在加州科學測驗中的成績，在五年級、八年級以及高中期間各考一次。",
    CAA: "您的孩子在為最嚴重認知障礙學生設計的測驗中的成績，這些測驗配合他們的學習方式。",
    CSA: "您的孩子在西班牙語讀寫測驗中的成績，學校可在三到八年級以及高中提供這項測驗。",
    ELPAC: "您的孩子聽、說、讀、寫英語的程度，在學習英語期間每年春季測量一次。",
    "INITIAL-ELPAC": "您的孩子在加州入學時會多少英語，用來決定是否接受英語學習的協助。",
    "ALTERNATE-ELPAC": "您的孩子的英語進步情形，每年春季以為最嚴重認知障礙學生設計的測驗來測量。",
    "INITIAL-ALTERNATE-ELPAC": "您的孩子在加州入學時會多少英語，以為最嚴重認知障礙學生設計的測驗來測量。",
    OTHER: "您的孩子在加州一項全州測驗中的成績。",
  },
  statePage: "州的家長指南",
  statePageUrl: STATE_PAGE_URL,

  search: "尋找學生",
  searchHint: "請輸入姓名的至少 2 個字，或學生編號。",
  searching: "正在搜尋…",
  found: "找到的學生：{}",
  foundMany: "前 25 位學生。輸入更多姓名文字可縮小範圍。",
  foundNone: "找不到學生。請檢查拼寫，或以學生編號搜尋。",
  backToResults: "返回找到的學生",
};
