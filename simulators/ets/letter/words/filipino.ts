/** The letter in Filipino. */

import type { Wording } from "./wording.ts";

export const FILIPINO: Wording = {
  tag: "fil",
  scoreReport: "Ulat ng iskor ng mag-aaral",
  addressee: "Sa magulang/tagapag-alaga ni",
  school: "Paaralan",
  grade: "Grado",
  gradeName: (grade) => (grade === 0 ? "Kindergarten" : `Grado ${grade}`),
  schoolYear: "Taong panuruan",
  tested: "Panahon ng pagsusulit",
  spring: (year) => `Tagsibol ${year}`,
  fall: (year) => `Taglagas ${year}`,
  intro: {
    standard:
      "Ipinapakita ng liham na ito ang resulta ng inyong anak sa isang pagsusulit ng estado. Isang sandali lamang ang pagsusulit sa mahabang taon. Basahin ito kasama ng mga gawain sa klase, mga marka, at ng nakikita ng guro araw-araw.",
    english:
      "Ipinapakita ng liham na ito kung gaano kahusay umunawa at gumamit ng Ingles ang inyong anak sa paaralan. Tinutulungan nito ang paaralan na magpasya kung anong suporta ang kailangan niya. Hindi ito marka.",
  },
  tests: {
    caaspp: "Ingles at matematika",
    cast: "Agham",
    "caa-ela": "Sining ng wikang Ingles, alternatibong pagsusulit",
    "caa-math": "Matematika, alternatibong pagsusulit",
    "caa-science": "Agham, alternatibong pagsusulit",
    csa: "Pagbasa at pagsulat sa Espanyol",
    elpac: "Pag-unlad sa Ingles",
    "initial-elpac": "Unang pagtingin sa Ingles",
    "alternate-elpac": "Pag-unlad sa Ingles, alternatibong pagsusulit",
    "initial-alternate-elpac": "Unang pagtingin sa Ingles, alternatibong pagsusulit",
    other: "",
  },
  subjects: {
    ela: "Sining ng wikang Ingles",
    math: "Matematika",
    science: "Agham",
    spanish: "Espanyol",
    english: "Ingles, sa kabuuan",
    overall: "Sa kabuuan",
  },
  overallScore: "Kabuuang iskor",
  levelOf: (level, levels) => `Antas ${level} sa ${levels}`,
  levels: {
    standard: ["Hindi naabot", "Halos naabot", "Naabot ang pamantayan", "Nahigitan"],
    developed: ["Nagsisimula", "Medyo nalinang", "Katamtamang nalinang", "Mahusay na nalinang"],
    understanding: ["Limitado", "Batayan", "May pag-unawa"],
    fluency: ["Baguhan", "Panggitna", "Matatas"],
  },
  meaning: {
    standard: {
      high: "Naipapakita ng inyong anak ang inaasahan ng estado sa gradong ito, at handa na siya sa gawain ng susunod na grado.",
      middle:
        "Malapit na ang inyong anak sa inaasahan ng estado sa gradong ito. May ilang paksang kailangan pa ng pagsasanay.",
      low: "Kailangan pa ng inyong anak ng tulong upang maabot ang inaasahan ng estado sa gradong ito. Masasabi ng paaralan kung anong tulong ang mayroon.",
    },
    english: {
      high: "Mahusay gumamit ng Ingles ang inyong anak sa karamihan ng mga aralin at usapan. Maaaring tingnan ng paaralan kung kailangan pa niya ng suporta sa pag-aaral ng Ingles.",
      middle:
        "Nasusundan ng inyong anak ang maraming aralin sa Ingles, at kung minsan ay kailangan niya ng tulong sa mga bagong salita at mahahabang teksto.",
      low: "Nagsisimula pa lamang mag-aral ng Ingles ang inyong anak at kailangan niya ng palagiang tulong upang masundan ang mga aralin.",
    },
  },
  areasHeading: "Mas malapit na pagtingin",
  areas: {
    reading: "Pagbasa",
    writing: "Pagsulat",
    listening: "Pakikinig",
    speaking: "Pagsasalita",
    research: "Pananaliksik",
    concepts: "Mga konsepto at pamamaraan",
    "problem-solving": "Paglutas ng problema",
    reasoning: "Pagpapaliwanag ng pag-iisip",
    "life-science": "Agham ng buhay",
    "physical-science": "Agham pisikal",
    "earth-science": "Daigdig at kalawakan",
  },
  strengths: {
    standard: ["Mababa sa pamantayan", "Malapit sa pamantayan", "Higit sa pamantayan"],
    english: ["Nagsisimula", "Nalilinang", "Mahusay na nalinang"],
  },
  meaningHeading: "Ano ang kahulugan nito",
  stepsHeading: "Mga susunod na hakbang",
  steps: [
    "Pag-usapan ninyo ng inyong anak ang liham na ito. Itanong kung ano ang madali at ano ang mahirap.",
    "Dalhin ito sa susunod ninyong pakikipagkita sa guro.",
    "Magbasa nang magkasama araw-araw, sa anumang wikang gamit ninyo sa bahay.",
  ],
  questionsHeading: "Mga tanong para sa guro",
  questions: [
    "Tugma ba ang resultang ito sa nakikita ninyo sa klase?",
    "Ano ang pinag-aaralan ngayon ng aking anak, at paano kami makatutulong sa bahay?",
  ],
  simulated: "Simuladong liham. Hindi tunay na iskor. Walang sinuman dito ang tunay na tao.",
  page: (number, of) => `Pahina ${number} ng ${of}`,
  video: "Dito sana mapapanood ang video ng estado tungkol sa liham na ito. Walang video ang simulator.",
};
