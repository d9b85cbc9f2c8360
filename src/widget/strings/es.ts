/** Spanish as schools in California write it to families: usted, short sentences, "carta" for the letter. */
import { type ListStrings, type MoreStrings, STATE_PAGE_URL } from "./strings.ts";

export const list: ListStrings = {
  language: "es",
  direction: "ltr",

  title: "Evaluaciones estatales",
  loading: "Cargando las cartas…",
  lettersFor: "Cartas de {}: {}",

  chooseChild: "Elija a su hijo o hija",
  grade: "{}.º grado",
  grades: { PK: "Preescolar", TK: "Kínder de transición", KN: "Kínder" },
  schoolYear: "Ciclo escolar {}",
  allYears: "Todos los ciclos",
  allTests: "Todos los exámenes",

  chooseLanguage: "Idioma de la carta",
  view: "Ver carta",
  download: "Descargar",
  readPage: "Leer como página web",
  watchVideo: "Ver el video",
  opensNewTab: "se abre en una pestaña nueva",
  whatIsThis: "¿Qué es esta carta?",

  offline: "No tiene conexión. Podrá abrir las cartas cuando vuelva a tener internet.",
  tryAgain: "Intentar de nuevo",
  network: [
    "No pudimos llegar a las cartas.",
    "Puede que se haya interrumpido la conexión. Revise si tiene internet e inténtelo de nuevo.",
  ],
};

export const more: MoreStrings = {
  slow: "Está tardando más de lo normal. Puede esperar aquí o volver más tarde.",
  noLetters: "Todavía no hay cartas. Las cartas de esta primavera suelen llegar entre junio y septiembre.",
  noneChosen: "No hay ninguna carta de este examen en este ciclo escolar.",
  codeForSchool: "Código para la escuela: {}",
  errors: {
    ETS001: [
      "No se pudo establecer conexión con integraciones de terceros. Inténtelo de nuevo en unos minutos. Código de error: ETS001",
      "El servicio del estado no responde en este momento. Su cuenta está bien y las cartas no se han perdido.",
    ],
    ETS002: [
      "No se pudo establecer conexión con integraciones de terceros. Comuníquese con la administración de su escuela. Código de error: ETS002",
      "Su escuela tiene que renovar su acceso al servicio del estado. Su cuenta está bien. Avise a la oficina de la escuela y dé el código que aparece abajo.",
    ],
    ETS003: [
      "Ocurrió un error al intentar establecer conexión con integraciones de terceros. Comuníquese con la administración de su escuela. Código de error: ETS003",
      "El estado todavía no reconoce el número de este estudiante. Con estudiantes nuevos, esto tarda unos días. Si ya pasó más tiempo, avise a la oficina de la escuela y dé el código que aparece abajo.",
    ],
    token_missing: [
      "El portal no nos dijo quién inició sesión.",
      "Las cartas se muestran solo a las personas a quienes van dirigidas. Vuelva a iniciar sesión en el portal y regrese a esta página.",
    ],
    token_invalid: [
      "El portal no pudo confirmar que es usted.",
      "Vuelva a iniciar sesión en el portal. Si este mensaje aparece otra vez, avise a la oficina de la escuela y dé el código que aparece abajo.",
    ],
    token_expired: [
      "Pasó un tiempo sin actividad.",
      "Para proteger la privacidad de su hijo o hija, las cartas quedan abiertas poco tiempo. Inténtelo de nuevo o vuelva a iniciar sesión en el portal.",
    ],
    origin_not_allowed: [
      "Este sitio web no está autorizado para mostrar cartas.",
      "Abra las cartas desde el portal de su escuela. Si ya está en el portal, avise a la oficina de la escuela y dé el código que aparece abajo.",
    ],
    portal_disabled: [
      "Por ahora, las cartas de exámenes están desactivadas en este portal.",
      "Así lo decidió su escuela o su distrito. Su cuenta está bien. En la oficina de la escuela pueden darle más información.",
    ],
    student_not_found: [
      "No encontramos a ese estudiante entre los suyos.",
      "Puede que hayan cambiado los datos de la escuela. Si espera ver cartas aquí, pregunte en la oficina de la escuela.",
    ],
    letters_withheld: [
      "Las cartas de este estudiante no se muestran aquí.",
      "En la oficina de la escuela pueden darle más información.",
    ],
    not_configured: [
      "Esta escuela no ofrece aquí las cartas de exámenes.",
      "Pregunte en la oficina de la escuela cómo obtener las cartas.",
    ],
    letter_not_found: [
      "Esta carta ya no está disponible.",
      "Puede que haya una más reciente. Inténtelo de nuevo para ver las cartas que hay ahora.",
    ],
    rate_limited: ["Hubo demasiadas solicitudes en poco tiempo.", "Espere un minuto e inténtelo de nuevo."],
    storage_unavailable: [
      "El servicio está ocupado.",
      "Su cuenta está bien. Inténtelo de nuevo en unos minutos.",
    ],
    misconfigured: [
      "Las cartas todavía no están configuradas por completo en esta página.",
      "Su cuenta está bien. Avise a la oficina de la escuela y dé el código que aparece abajo.",
    ],
    internal: [
      "Algo falló de nuestro lado.",
      "Su cuenta está bien. Inténtelo de nuevo en unos minutos. Si este mensaje aparece otra vez, avise a la oficina de la escuela y dé el código que aparece abajo.",
    ],
    no_students: [
      "Todavía no hay ningún estudiante vinculado a su cuenta.",
      "Pida a la oficina de la escuela que revise si usted aparece como padre, madre o tutor con acceso al portal.",
    ],
  },
  about: {
    CAASPP:
      "Los resultados de su hijo o hija en los exámenes que se hacen cada primavera en toda California: inglés y matemáticas en los grados 3 a 8 y 11, y ciencias en algunos grados.",
    CAST: "El resultado de su hijo o hija en el examen de ciencias de California, que se hace en los grados 5 y 8 y una vez en la preparatoria.",
    CAA: "Los resultados de su hijo o hija en los exámenes para estudiantes con las discapacidades cognitivas más significativas, hechos a la medida de cómo aprenden.",
    CSA: "El resultado de su hijo o hija en un examen de lectura y escritura en español, que las escuelas pueden ofrecer en los grados 3 a 8 y en la preparatoria.",
    ELPAC:
      "Qué tan bien su hijo o hija entiende, habla, lee y escribe el inglés; se mide cada primavera mientras lo aprende.",
    "INITIAL-ELPAC":
      "Cuánto inglés sabía su hijo o hija al entrar a la escuela en California, para decidir si recibe ayuda para aprenderlo.",
    "ALTERNATE-ELPAC":
      "Cómo avanza su hijo o hija en inglés, según un examen que se hace cada primavera para estudiantes con las discapacidades cognitivas más significativas.",
    "INITIAL-ALTERNATE-ELPAC":
      "Cuánto inglés sabía su hijo o hija al entrar a la escuela en California, según un examen para estudiantes con las discapacidades cognitivas más significativas.",
    OTHER: "Los resultados de su hijo o hija en uno de los exámenes estatales de California.",
  },
  statePage: "Guías del estado para las familias",
  statePageUrl: STATE_PAGE_URL,

  search: "Buscar a un estudiante",
  searchHint: "Escriba al menos 2 letras del nombre, o el número de estudiante.",
  searching: "Buscando…",
  found: "Estudiantes encontrados: {}",
  foundMany: "Los primeros 25 estudiantes. Escriba más letras del nombre para ver menos.",
  foundNone: "No se encontró a ningún estudiante. Revise el nombre, o busque por número de estudiante.",
  backToResults: "Volver a los estudiantes encontrados",
};
