/** The letter in Spanish. */

import type { Wording } from "./wording.ts";

export const SPANISH: Wording = {
  tag: "es",
  scoreReport: "Informe de resultados del estudiante",
  addressee: "A los padres o tutores de",
  school: "Escuela",
  grade: "Grado",
  gradeName: (grade) => (grade === 0 ? "Kínder" : `${grade}.º grado`),
  schoolYear: "Año escolar",
  tested: "Fecha de la prueba",
  spring: (year) => `Primavera de ${year}`,
  fall: (year) => `Otoño de ${year}`,
  intro: {
    standard:
      "Esta carta muestra cómo le fue a su hijo o hija en una prueba estatal. Una prueba es un solo momento de un año largo. Léala junto con los trabajos de clase, las calificaciones y lo que el maestro observa cada día.",
    english:
      "Esta carta muestra qué tan bien su hijo o hija comprende y usa el inglés en la escuela. Ayuda a la escuela a decidir qué apoyo necesita. No es una calificación.",
  },
  tests: {
    caaspp: "Inglés y matemáticas",
    cast: "Ciencias",
    "caa-ela": "Lengua y literatura en inglés, prueba alternativa",
    "caa-math": "Matemáticas, prueba alternativa",
    "caa-science": "Ciencias, prueba alternativa",
    csa: "Lectura y escritura en español",
    elpac: "Progreso en inglés",
    "initial-elpac": "Primera evaluación de inglés",
    "alternate-elpac": "Progreso en inglés, prueba alternativa",
    "initial-alternate-elpac": "Primera evaluación de inglés, prueba alternativa",
    other: "",
  },
  subjects: {
    ela: "Lengua y literatura en inglés",
    math: "Matemáticas",
    science: "Ciencias",
    spanish: "Español",
    english: "Inglés, resultado general",
    overall: "Resultado general",
  },
  overallScore: "Puntaje general",
  levelOf: (level, levels) => `Nivel ${level} de ${levels}`,
  levels: {
    standard: ["Estándar no alcanzado", "Estándar casi alcanzado", "Estándar alcanzado", "Estándar superado"],
    developed: ["Inicial", "Algo desarrollado", "Medianamente desarrollado", "Bien desarrollado"],
    understanding: ["Limitado", "Fundamental", "Comprensión"],
    fluency: ["Principiante", "Intermedio", "Con fluidez"],
  },
  meaning: {
    standard: {
      high: "Su hijo o hija demuestra lo que el estado espera en este grado y puede con el trabajo del siguiente.",
      middle:
        "Su hijo o hija está cerca de lo que el estado espera en este grado. Algunos temas requieren más práctica.",
      low: "Su hijo o hija necesita más ayuda para llegar a lo que el estado espera en este grado. La escuela puede explicar qué ayuda hay.",
    },
    english: {
      high: "Su hijo o hija usa bien el inglés en la mayoría de las clases y conversaciones. La escuela puede revisar si todavía necesita apoyo como aprendiz de inglés.",
      middle:
        "Su hijo o hija sigue muchas clases en inglés y a veces necesita ayuda con palabras nuevas y textos largos.",
      low: "Su hijo o hija empieza a aprender inglés y necesita ayuda regular para seguir las clases.",
    },
  },
  areasHeading: "Una mirada más de cerca",
  areas: {
    reading: "Lectura",
    writing: "Escritura",
    listening: "Comprensión auditiva",
    speaking: "Expresión oral",
    research: "Investigación",
    concepts: "Conceptos y procedimientos",
    "problem-solving": "Resolución de problemas",
    reasoning: "Explicar el razonamiento",
    "life-science": "Ciencias de la vida",
    "physical-science": "Ciencias físicas",
    "earth-science": "La Tierra y el espacio",
  },
  strengths: {
    standard: ["Debajo del estándar", "Cerca del estándar", "Sobre el estándar"],
    english: ["Inicial", "En desarrollo", "Bien desarrollado"],
  },
  meaningHeading: "Qué significa",
  stepsHeading: "Próximos pasos",
  steps: [
    "Hable de esta carta con su hijo o hija. Pregunte qué le resultó fácil y qué le resultó difícil.",
    "Llévela a su próxima reunión con el maestro o la maestra.",
    "Lean juntos todos los días, en el idioma en que se sientan en casa.",
  ],
  questionsHeading: "Preguntas para la escuela",
  questions: [
    "¿Coincide este resultado con lo que usted observa en clase?",
    "¿En qué está trabajando mi hijo o hija ahora y cómo podemos ayudar en casa?",
  ],
  simulated: "Carta simulada. No es un puntaje real. Ninguna de estas personas existe.",
  page: (number, of) => `Página ${number} de ${of}`,
  video: "Aquí se vería el video del estado sobre esta carta. Un simulador no tiene ninguno.",
};
