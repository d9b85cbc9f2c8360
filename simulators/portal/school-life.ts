/**
 * The invented school life around the letters: marks, attendance, messages, the calendar. Enough that the portal
 * reads like one in use. Days are relative to the present.
 */

import { daysAgo, nextOccurrence, type YearlyDay } from "./dates.ts";
import type { Bilingual } from "./words.ts";

export interface SchoolRecord {
  elementary: boolean;
  daysEnrolled: number;
  daysPresent: number;
  lateArrivals: number;
  /** Newest first, counted back in school days. */
  attendance: { schoolDays: number; what: Bilingual }[];
  /** The most recently graded class first. */
  marks: { subject: Bilingual; teacher: string; mark: Bilingual }[];
}

export interface SchoolEvent {
  date: Date;
  title: Bilingual;
  note: Bilingual;
}

export interface Message {
  id: string;
  date: Date;
  from: Bilingual;
  title: Bilingual;
  body: Bilingual;
}

function both(en: string, es: string): Bilingual {
  return { en, es };
}

const DOCTOR = both("Absent, excused: medical appointment", "Ausente, justificada: cita médica");
const SICK = both("Absent, excused: illness", "Ausente, justificada: enfermedad");
const LATE = both("Late, first period", "Llegó tarde, primera clase");
const ENGLISH = both("English language arts", "Lengua y literatura en inglés");
const MATH = both("Mathematics", "Matemáticas");
const SCIENCE = both("Science", "Ciencias");
const ELD = both("English language development", "Desarrollo del inglés");
const HISTORY = both("United States history", "Historia de Estados Unidos");

function mark(subject: Bilingual, teacher: string, grade: string) {
  return { subject, teacher, mark: both(grade, grade) };
}

const RECORDS: Record<string, SchoolRecord> = {
  "S-1001": {
    elementary: true,
    daysEnrolled: 64,
    daysPresent: 62,
    lateArrivals: 1,
    attendance: [
      { schoolDays: 6, what: DOCTOR },
      { schoolDays: 15, what: both("Late, 10 minutes", "Llegó tarde, 10 minutos") },
      { schoolDays: 31, what: SICK },
    ],
    marks: [
      mark(MATH, "Ms. Sample", "4"),
      mark(both("Reading", "Lectura"), "Ms. Sample", "3"),
      mark(both("Writing", "Escritura"), "Ms. Sample", "3"),
      mark(SCIENCE, "Ms. Sample", "3"),
      mark(ELD, "Mr. Muster", "3"),
    ],
  },
  "S-1002": {
    elementary: false,
    daysEnrolled: 64,
    daysPresent: 63,
    lateArrivals: 2,
    attendance: [
      { schoolDays: 3, what: LATE },
      { schoolDays: 22, what: SICK },
      { schoolDays: 27, what: LATE },
    ],
    marks: [
      mark(SCIENCE, "Mr. Specimen", "A−"),
      mark(ENGLISH, "Ms. Exemple", "B+"),
      mark(MATH, "Ms. Placeholder", "A"),
      mark(HISTORY, "Mr. Beispiel", "B"),
      mark(both("Physical education", "Educación física"), "Coach Esempio", "A"),
      mark(both("Orchestra", "Orquesta"), "Ms. Voorbeeld", "A"),
    ],
  },
  "S-1003": {
    elementary: false,
    daysEnrolled: 64,
    daysPresent: 64,
    lateArrivals: 1,
    attendance: [{ schoolDays: 11, what: LATE }],
    marks: [
      mark(both("Chemistry", "Química"), "Ms. Primer", "A"),
      mark(both("English 11", "Inglés 11"), "Mr. Specimen", "B+"),
      mark(both("Algebra 2", "Álgebra 2"), "Ms. Esempio", "A−"),
      mark(HISTORY, "Mr. Beispiel", "A"),
      mark(ELD, "Ms. Muster", "B"),
      mark(both("Studio art", "Taller de arte"), "Mr. Exemple", "A"),
    ],
  },
};

export function schoolRecordOf(studentId: string): SchoolRecord | null {
  return RECORDS[studentId] ?? null;
}

const MONDAY = 1;
const TUESDAY = 2;
const WEDNESDAY = 3;
const THURSDAY = 4;
const FRIDAY = 5;

const YEAR: (Omit<SchoolEvent, "date"> & { on: YearlyDay })[] = [
  {
    on: { month: 8, weekday: THURSDAY, nth: 3 },
    title: both("First day of school", "Primer día de clases"),
    note: both("All schools start at 8:15.", "Todas las escuelas empiezan a las 8:15."),
  },
  {
    on: { month: 9, weekday: MONDAY, nth: 1 },
    title: both("Labor Day", "Día del Trabajo"),
    note: both("Schools and offices are closed.", "Escuelas y oficinas cerradas."),
  },
  {
    on: { month: 9, weekday: THURSDAY, nth: 3 },
    title: both("Back-to-school night", "Noche de regreso a clases"),
    note: both(
      "Meet the teachers, 6 to 7:30 in the evening.",
      "Conozca a los maestros, de 6 a 7:30 de la tarde.",
    ),
  },
  {
    on: { month: 10, weekday: TUESDAY, nth: 3 },
    title: both("Parent conferences", "Reuniones con los maestros"),
    note: both("Minimum day: school ends at 12:30.", "Día corto: las clases terminan a las 12:30."),
  },
  {
    on: { month: 11, weekday: THURSDAY, nth: 4 },
    title: both("Thanksgiving", "Día de Acción de Gracias"),
    note: both("No school on Thursday and Friday.", "No hay clases jueves ni viernes."),
  },
  {
    on: { month: 12, weekday: FRIDAY, nth: 3 },
    title: both("Last day before winter break", "Último día antes de las vacaciones de invierno"),
    note: both("Minimum day: school ends at 12:30.", "Día corto: las clases terminan a las 12:30."),
  },
  {
    on: { month: 1, weekday: MONDAY, nth: 3 },
    title: both("Martin Luther King Jr. Day", "Día de Martin Luther King Jr."),
    note: both("Schools and offices are closed.", "Escuelas y oficinas cerradas."),
  },
  {
    on: { month: 2, weekday: MONDAY, nth: 2 },
    title: both("Summative ELPAC begins", "Empieza el ELPAC sumativo"),
    note: both(
      "Each school tells families its own dates.",
      "Cada escuela avisa a las familias de sus fechas.",
    ),
  },
  {
    on: { month: 2, weekday: MONDAY, nth: 3 },
    title: both("Presidents’ Day", "Día de los Presidentes"),
    note: both("Schools and offices are closed.", "Escuelas y oficinas cerradas."),
  },
  {
    on: { month: 4, weekday: TUESDAY, nth: 3 },
    title: both("CAASPP tests begin", "Empiezan los exámenes CAASPP"),
    note: both("Grades 3 to 8 and 11. A good breakfast helps.", "Grados 3 a 8 y 11. Un buen desayuno ayuda."),
  },
  {
    on: { month: 5, weekday: WEDNESDAY, nth: 3 },
    title: both("Open house", "Puertas abiertas"),
    note: both(
      "See the year’s work, 5:30 to 7 in the evening.",
      "Vea el trabajo del año, de 5:30 a 7 de la tarde.",
    ),
  },
  {
    on: { month: 6, weekday: WEDNESDAY, nth: 2 },
    title: both("Last day of school", "Último día de clases"),
    note: both("Minimum day: school ends at 12:30.", "Día corto: las clases terminan a las 12:30."),
  },
];

/** The whole year ahead, soonest first. */
export function upcomingEvents(now: Date): SchoolEvent[] {
  return YEAR.map(({ on, title, note }) => ({ date: nextOccurrence(on, now), title, note })).sort(
    (a, b) => a.date.getTime() - b.date.getTime(),
  );
}

const MESSAGES: (Omit<Message, "date"> & { daysAgo: number })[] = [
  {
    id: "letters",
    daysAgo: 3,
    from: both("District office", "Oficina del distrito"),
    title: both("State score letters are now in MyWillow", "Las cartas de resultados ya están en MyWillow"),
    body: both(
      "You no longer have to wait for the mail. Under State assessments you can read your child’s score letters as soon as the state has them ready, in English and, where the state offers it, in your language. Earlier years are there too.",
      "Ya no tiene que esperar al correo. En Evaluaciones estatales puede leer las cartas de resultados en cuanto el estado las tenga listas, en inglés y, cuando el estado la ofrece, en su idioma. También están las de años anteriores.",
    ),
  },
  {
    id: "library",
    daysAgo: 8,
    from: both("Sample Creek Elementary School", "Escuela primaria Sample Creek"),
    title: both("The library stays open until 5", "La biblioteca abre hasta las 5"),
    body: both(
      "On Tuesdays and Thursdays the school library now stays open until 5 in the afternoon. Homework help is free and needs no registration.",
      "Los martes y jueves la biblioteca de la escuela abre hasta las 5 de la tarde. La ayuda con la tarea es gratis y no hay que inscribirse.",
    ),
  },
  {
    id: "contacts",
    daysAgo: 19,
    from: both("District office", "Oficina del distrito"),
    title: both("Is your phone number still right?", "¿Sigue siendo el mismo su teléfono?"),
    body: both(
      "In an emergency we call the numbers on file. If yours has changed, tell your school’s office; it takes two minutes.",
      "En una emergencia llamamos a los números registrados. Si el suyo cambió, avise a la oficina de su escuela; toma dos minutos.",
    ),
  },
];

/** Newest first. */
export function latestMessages(now: Date): Message[] {
  return MESSAGES.map(({ daysAgo: days, ...message }) => ({ ...message, date: daysAgo(days, now) }));
}
