/** Spanish as schools in California write it to families: usted, short sentences, "carta" for the letter. */
import type { Strings } from "./strings.ts";

export const es: Strings = {
  language: "es",
  direction: "ltr",

  title: "Evaluaciones estatales",
  loading: "Cargando las cartas…",
  loadingFor: "Cargando las cartas de {}…",
  slow: "Está tardando más de lo normal. Puede esperar aquí o volver más tarde.",
  lettersFor: { one: "{} carta de {}", other: "{} cartas de {}" },

  chooseChild: "Elija a su hijo o hija",
  grade: "{}.º grado",
  grades: { PK: "Preescolar", TK: "Kínder de transición", KN: "Kínder" },
  schoolYear: "Ciclo escolar {}",
  noLetters: "Todavía no hay cartas. Las cartas de esta primavera suelen llegar entre junio y septiembre.",
  noStudents: {
    what: "Todavía no hay ningún estudiante vinculado a su cuenta.",
    help: "Pida a la oficina de la escuela que revise si usted aparece como padre, madre o tutor con acceso al portal.",
  },

  chooseLanguage: "Idioma de la carta",
  view: "Ver carta",
  download: "Descargar",
  readPage: "Leer como página web",
  watchVideo: "Ver el video",
  opensNewTab: "se abre en una pestaña nueva",

  search: "Buscar a un estudiante",
  searchHint: "Escriba al menos 2 letras del nombre, o el número de estudiante.",
  searching: "Buscando…",
  found: { one: "{} estudiante encontrado", other: "{} estudiantes encontrados" },
  foundMany: "Los primeros 25 estudiantes. Escriba más letras del nombre para ver menos.",
  foundNone: "No se encontró a ningún estudiante. Revise el nombre, o busque por número de estudiante.",
  backToResults: "Volver a los estudiantes encontrados",

  tryAgain: "Intentar de nuevo",
  tryingAgain: "Intentando de nuevo…",
  codeForSchool: "Código para la escuela: {}",
  errors: {
    ETS001: {
      what: "No se pudo establecer conexión con integraciones de terceros. Inténtelo de nuevo en unos minutos. Código de error: ETS001",
      help: "El servicio del estado no responde en este momento. Su cuenta está bien y las cartas no se han perdido.",
    },
    ETS002: {
      what: "No se pudo establecer conexión con integraciones de terceros. Comuníquese con la administración de su escuela. Código de error: ETS002",
      help: "Su escuela tiene que renovar su acceso al servicio del estado. Su cuenta está bien. Avise a la oficina de la escuela y dé el código que aparece abajo.",
    },
    ETS003: {
      what: "Ocurrió un error al intentar establecer conexión con integraciones de terceros. Comuníquese con la administración de su escuela. Código de error: ETS003",
      help: "El estado todavía no reconoce el número de este estudiante. Con estudiantes nuevos, esto tarda unos días. Si ya pasó más tiempo, avise a la oficina de la escuela y dé el código que aparece abajo.",
    },
    network: {
      what: "No pudimos llegar a las cartas.",
      help: "Puede que se haya interrumpido la conexión. Revise si tiene internet e inténtelo de nuevo.",
    },
    token_missing: {
      what: "El portal no nos dijo quién inició sesión.",
      help: "Las cartas se muestran solo a las personas a quienes van dirigidas. Vuelva a iniciar sesión en el portal y regrese a esta página.",
    },
    token_invalid: {
      what: "El portal no pudo confirmar que es usted.",
      help: "Vuelva a iniciar sesión en el portal. Si este mensaje aparece otra vez, avise a la oficina de la escuela y dé el código que aparece abajo.",
    },
    token_expired: {
      what: "Pasó un tiempo sin actividad.",
      help: "Para proteger la privacidad de su hijo o hija, las cartas quedan abiertas poco tiempo. Inténtelo de nuevo o vuelva a iniciar sesión en el portal.",
    },
    origin_not_allowed: {
      what: "Este sitio web no está autorizado para mostrar cartas.",
      help: "Abra las cartas desde el portal de su escuela. Si ya está en el portal, avise a la oficina de la escuela y dé el código que aparece abajo.",
    },
    portal_disabled: {
      what: "Por ahora, las cartas de exámenes están desactivadas en este portal.",
      help: "Así lo decidió su escuela o su distrito. Su cuenta está bien. En la oficina de la escuela pueden darle más información.",
    },
    student_not_found: {
      what: "No encontramos a ese estudiante entre los suyos.",
      help: "Puede que hayan cambiado los datos de la escuela. Si espera ver cartas aquí, pregunte en la oficina de la escuela.",
    },
    letters_withheld: {
      what: "Las cartas de este estudiante no se muestran aquí.",
      help: "En la oficina de la escuela pueden darle más información.",
    },
    not_configured: {
      what: "Esta escuela no ofrece aquí las cartas de exámenes.",
      help: "Pregunte en la oficina de la escuela cómo obtener las cartas.",
    },
    letter_not_found: {
      what: "Esta carta ya no está disponible.",
      help: "Puede que haya una más reciente. Inténtelo de nuevo para ver las cartas que hay ahora.",
    },
    letter_link_invalid: {
      what: "El enlace a esta carta no funciona.",
      help: "Inténtelo de nuevo para obtener otro enlace.",
    },
    letter_link_expired: {
      what: "El enlace a esta carta ya no es válido.",
      help: "Para proteger la privacidad de su hijo o hija, los enlaces funcionan durante 15 minutos. Inténtelo de nuevo para obtener otro.",
    },
    rate_limited: {
      what: "Hubo demasiadas solicitudes en poco tiempo.",
      help: "Espere un minuto e inténtelo de nuevo.",
    },
    storage_unavailable: {
      what: "El servicio está ocupado.",
      help: "Su cuenta está bien. Inténtelo de nuevo en unos minutos.",
    },
    misconfigured: {
      what: "Las cartas todavía no están configuradas por completo en esta página.",
      help: "Su cuenta está bien. Avise a la oficina de la escuela y dé el código que aparece abajo.",
    },
    internal: {
      what: "Algo falló de nuestro lado.",
      help: "Su cuenta está bien. Inténtelo de nuevo en unos minutos. Si este mensaje aparece otra vez, avise a la oficina de la escuela y dé el código que aparece abajo.",
    },
  },
};
