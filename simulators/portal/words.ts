/**
 * The portal's two languages, and the words that appear on every page. Each page keeps its own words beside its
 * markup, so that a page can be read in one place.
 */

export type Language = "en" | "es";

/** One text in both languages. */
export type Bilingual = Record<Language, string>;

/** Fictional by its 555, and in one piece: a number that breaks over two lines is hard to dial. */
export const OFFICE_PHONE = "(555)\u00a0010\u20110100";

export function isLanguage(value: string): value is Language {
  return value === "en" || value === "es";
}

export const FRAME: Record<
  Language,
  {
    portal: string;
    skip: string;
    demonstration: string;
    sections: string;
    language: string;
    signOut: string;
    signedInAs: string;
    office: string;
    invented: string;
    simulate: string;
    examples: string;
    nav: Record<"home" | "attendance" | "grades" | "calendar" | "messages" | "assessments", string>;
  }
> = {
  en: {
    portal: "MyWillow Family Portal",
    skip: "Skip to content",
    demonstration: "Demonstration. Everything here is invented.",
    sections: "Sections",
    language: "Language",
    signOut: "Sign out",
    signedInAs: "Signed in as",
    office: "District office",
    invented: "A fictional district. None of its people, schools or results exist.",
    simulate: "For the demonstration: make ETS fail",
    examples: "For developers: ways to embed the widget",
    nav: {
      home: "Home",
      attendance: "Attendance",
      grades: "Grades",
      calendar: "Calendar",
      messages: "Messages",
      assessments: "State assessments",
    },
  },
  es: {
    portal: "Portal familiar MyWillow",
    skip: "Ir al contenido",
    demonstration: "Demostración. Todo lo que ve aquí es inventado.",
    sections: "Secciones",
    language: "Idioma",
    signOut: "Cerrar sesión",
    signedInAs: "Sesión de",
    office: "Oficina del distrito",
    invented: "Un distrito ficticio. Ninguna de sus personas, escuelas o resultados existe.",
    simulate: "Para la demostración: hacer fallar a ETS",
    examples: "Para desarrolladores: formas de incluir el widget",
    nav: {
      home: "Inicio",
      attendance: "Asistencia",
      grades: "Calificaciones",
      calendar: "Calendario",
      messages: "Mensajes",
      assessments: "Evaluaciones estatales",
    },
  },
};

const GRADE_ORDINALS_ES = [
  "primer",
  "segundo",
  "tercer",
  "cuarto",
  "quinto",
  "sexto",
  "séptimo",
  "octavo",
  "noveno",
  "décimo",
  "undécimo",
  "duodécimo",
];

/** `4` reads "Grade 4" or "Cuarto grado"; `KN` is kindergarten. */
export function gradeName(grade: string, language: Language): string {
  if (grade === "KN") return language === "es" ? "Kínder" : "Kindergarten";
  if (language === "en") return `Grade ${grade}`;
  const ordinal = GRADE_ORDINALS_ES[Number(grade) - 1];
  return ordinal ? `${ordinal.charAt(0).toUpperCase()}${ordinal.slice(1)} grado` : `Grado ${grade}`;
}
