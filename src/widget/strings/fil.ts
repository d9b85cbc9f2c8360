/** Filipino in the plain mix that California's schools use with families; "liham" for the letter. */
import { type ListStrings, type MoreStrings, STATE_PAGE_URL } from "./strings.ts";

export const list: ListStrings = {
  language: "fil",
  direction: "ltr",

  title: "Mga Pagsusulit ng Estado",
  loading: "Nilo-load ang mga liham…",
  lettersFor: "Mga liham para kay {}: {}",

  chooseChild: "Pumili ng anak",
  grade: "Grade {}",
  grades: { PK: "Preschool", TK: "Transitional kindergarten", KN: "Kindergarten" },
  schoolYear: "Taong panuruan {}",
  allYears: "Lahat ng taon",
  allTests: "Lahat ng pagsusulit",

  chooseLanguage: "Wika ng liham",
  view: "Tingnan ang liham",
  download: "I-download",
  readPage: "Basahin bilang web page",
  watchVideo: "Panoorin ang video",
  opensNewTab: "magbubukas sa bagong tab",
  whatIsThis: "Ano ang liham na ito?",

  offline: "Offline ka. Mabubuksan ulit ang mga liham kapag may internet na.",
  tryAgain: "Subukan ulit",
  network: [
    "Hindi namin makuha ang mga liham.",
    "Maaaring naputol ang koneksyon. Tingnan kung may internet ka, saka subukan ulit.",
  ],
};

export const more: MoreStrings = {
  slow: "Mas matagal ito kaysa karaniwan. Maaari kang maghintay dito o bumalik mamaya.",
  noLetters:
    "Wala pang liham. Karaniwang dumarating ang mga liham para sa tagsibol na ito mula Hunyo hanggang Setyembre.",
  noneChosen: "Walang liham ng pagsusulit na ito sa taong panuruang ito.",
  codeForSchool: "Code para sa paaralan: {}",
  errors: {
    ETS001: [
      "Hindi makakonekta sa integrasyon ng ikatlong partido. Subukan ulit pagkalipas ng ilang minuto. Error Code: ETS001",
      "Hindi sumasagot ngayon ang serbisyo ng estado. Walang problema sa iyong account, at hindi nawala ang mga liham.",
    ],
    ETS002: [
      "Hindi makakonekta sa integrasyon ng ikatlong partido. Makipag-ugnayan sa administrador ng paaralan. Error Code: ETS002",
      "Kailangang i-renew ng paaralan ang access nito sa serbisyo ng estado. Walang problema sa iyong account. Ipaalam sa opisina ng paaralan at ibigay ang code sa ibaba.",
    ],
    ETS003: [
      "Nagkaroon ng error habang kumokonekta sa integrasyon ng ikatlong partido. Makipag-ugnayan sa administrador ng paaralan. Error Code: ETS003",
      "Hindi pa kilala ng estado ang ID ng mag-aaral na ito. Sa mga bagong mag-aaral, tumatagal ito nang ilang araw. Kung mas matagal na, ipaalam sa opisina ng paaralan at ibigay ang code sa ibaba.",
    ],
    token_missing: [
      "Hindi sinabi sa amin ng portal kung sino ang naka-sign in.",
      "Ipinapakita lang ang mga liham sa mga taong para sa kanila ito. Mag-sign in muli sa portal, saka bumalik sa pahinang ito.",
    ],
    token_invalid: [
      "Hindi makumpirma ng portal na ikaw ito.",
      "Mag-sign in muli sa portal. Kung lumabas ulit ang mensaheng ito, ipaalam sa opisina ng paaralan at ibigay ang code sa ibaba.",
    ],
    token_expired: [
      "Matagal kang nawala.",
      "Para sa privacy ng iyong anak, sandali lang nakabukas ang mga liham. Subukan ulit, o mag-sign in muli sa portal.",
    ],
    origin_not_allowed: [
      "Hindi pinapayagan ang website na ito na magpakita ng mga liham.",
      "Buksan ang mga liham mula sa portal ng paaralan. Kung nandoon ka na, ipaalam sa opisina ng paaralan at ibigay ang code sa ibaba.",
    ],
    portal_disabled: [
      "Nakapatay muna ang mga liham ng pagsusulit sa portal na ito.",
      "Ang paaralan o distrito ang nagpasya nito. Walang problema sa iyong account. Makapagsasabi pa ang opisina ng paaralan.",
    ],
    student_not_found: [
      "Wala kaming nakitang ganoong mag-aaral para sa iyo.",
      "Maaaring nagbago ang mga rekord ng paaralan. Kung inaasahan mong may mga liham dito, magtanong sa opisina ng paaralan.",
    ],
    letters_withheld: [
      "Hindi ipinapakita rito ang mga liham ng mag-aaral na ito.",
      "Makapagsasabi pa ang opisina ng paaralan.",
    ],
    not_configured: [
      "Hindi nag-aalok ang paaralang ito ng mga liham ng pagsusulit dito.",
      "Magtanong sa opisina ng paaralan kung paano makukuha ang mga liham.",
    ],
    letter_not_found: [
      "Wala na ang liham na ito.",
      "Maaaring may mas bago. Subukan ulit para makita ang mga liham na mayroon ngayon.",
    ],
    rate_limited: [
      "Masyadong maraming kahilingan sa maikling panahon.",
      "Maghintay ng isang minuto, saka subukan ulit.",
    ],
    storage_unavailable: [
      "Abala ang serbisyo.",
      "Walang problema sa iyong account. Subukan ulit pagkalipas ng ilang minuto.",
    ],
    misconfigured: [
      "Hindi pa kumpleto ang pagkaka-set up ng mga liham sa pahinang ito.",
      "Walang problema sa iyong account. Ipaalam sa opisina ng paaralan at ibigay ang code sa ibaba.",
    ],
    internal: [
      "Nagkaroon ng problema sa aming panig.",
      "Walang problema sa iyong account. Subukan ulit pagkalipas ng ilang minuto. Kung lumabas ulit ang mensaheng ito, ipaalam sa opisina ng paaralan at ibigay ang code sa ibaba.",
    ],
    no_students: [
      "Wala pang mag-aaral na nakaugnay sa iyong account.",
      "Ipatingin sa opisina ng paaralan kung nakalista ka bilang magulang o tagapag-alaga na may access sa portal.",
    ],
  },
  about: {
    CAASPP:
      "Ang mga resulta ng iyong anak sa mga pagsusulit na kinukuha sa buong California tuwing tagsibol: Ingles at matematika sa grade 3 hanggang 8 at 11, at agham sa ilang grade.",
    CAST: "Ang resulta ng iyong anak sa pagsusulit sa agham ng California, na kinukuha sa grade 5 at 8 at isang beses sa high school.",
    CAA: "Ang mga resulta ng iyong anak sa mga pagsusulit para sa mga mag-aaral na may pinakamalubhang kapansanang pangkaisipan, na ginawa ayon sa paraan ng kanilang pagkatuto.",
    CSA: "Ang resulta ng iyong anak sa pagsusulit sa pagbasa at pagsulat sa Espanyol, na maaaring ialok ng mga paaralan sa grade 3 hanggang 8 at sa high school.",
    ELPAC:
      "Gaano kahusay umunawa, magsalita, bumasa at sumulat sa Ingles ang iyong anak; sinusukat ito tuwing tagsibol habang natututo siya ng wika.",
    "INITIAL-ELPAC":
      "Gaano karaming Ingles ang alam ng iyong anak nang magsimula siyang mag-aral sa California, para mapagpasyahan kung tutulungan siyang matuto nito.",
    "ALTERNATE-ELPAC":
      "Kung paano umuunlad sa Ingles ang iyong anak, ayon sa pagsusulit tuwing tagsibol para sa mga mag-aaral na may pinakamalubhang kapansanang pangkaisipan.",
    "INITIAL-ALTERNATE-ELPAC":
      "Gaano karaming Ingles ang alam ng iyong anak nang magsimula siyang mag-aral sa California, ayon sa pagsusulit para sa mga mag-aaral na may pinakamalubhang kapansanang pangkaisipan.",
    OTHER: "Ang mga resulta ng iyong anak sa isa sa mga pagsusulit ng estado ng California.",
  },
  statePage: "Mga gabay ng estado para sa mga magulang",
  statePageUrl: STATE_PAGE_URL,

  search: "Maghanap ng mag-aaral",
  searchHint: "Mag-type ng hindi bababa sa 2 titik ng pangalan, o ang ID ng mag-aaral.",
  searching: "Naghahanap…",
  found: "Mga nakitang mag-aaral: {}",
  foundMany: "Ang unang 25 mag-aaral. Dagdagan ang titik ng pangalan para mabawasan.",
  foundNone: "Walang nakitang mag-aaral. Tingnan ang baybay, o maghanap gamit ang ID ng mag-aaral.",
  backToResults: "Bumalik sa mga nakitang mag-aaral",
};
