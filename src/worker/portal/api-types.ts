/**
 * The shapes of the viewer API (`../shared/contracts/public-api.md` §3), as plain types.
 *
 * The widget imports this file and nothing else of the Worker, so it holds types only: no zod, no code. The
 * schemas in `schemas.ts` are checked against these types by the compiler; neither can drift from the other.
 */

export type ViewerRole = "guardian" | "student" | "staff";

export type LetterFormat = "pdf" | "html" | "video";

/** A student as a viewer may know them. Never holds the SSID. */
export interface ViewerStudent {
  /** The district's own student id. */
  id: string;
  name: string;
  /** As the district writes it ("3", "KN", …); null when not known. */
  grade: string | null;
  /** The school's name; null when the site is not known to this deployment. */
  school: string | null;
}

export interface ReportItem {
  /** Keyed hash, stable for the same student and letter; safe in a browser. */
  id: string;
  assessment: {
    /** A stable code such as `ELPAC`, or ETS's own word, upper-cased, for a type we do not know. */
    code: string;
    /** The name in the viewer's language. */
    name: string;
  };
  /** The calendar year in which the school year ends: 2026 is 2025–26. */
  year: number;
  language: {
    /** BCP 47: `en`, `es`, `vi`, `fil`, `zh-Hant`, `ko`; `und` when ETS names one we do not know. */
    code: string;
    /** The language's name in itself ("Español"). */
    name: string;
  };
  format: LetterFormat;
  /** Absolute URL, good until `expiresAt`. */
  view: string;
  /** Absolute URL, good until `expiresAt`; null where ETS only offers a page. */
  download: string | null;
  /** RFC 3339 UTC. */
  expiresAt: string;
}

/** `GET /v1/students/{id}/reports` */
export interface ReportsAnswer {
  student: ViewerStudent;
  /** Newest year first. */
  reports: ReportItem[];
}

/** `GET /v1/session`; `reports` only with `?include=reports` and at least one student. */
export interface SessionAnswer {
  viewer: { role: ViewerRole };
  /** Always empty for staff, who search instead. */
  students: ViewerStudent[];
  /** The district's words to parents, in the viewer's language. */
  instructions: string | null;
  reports?:
    | { studentId: string; items: ReportItem[] }
    | { studentId: string; error: { code: string; detail: string } };
}

/** `GET /v1/students?q=`, staff only; at most 25. */
export interface StudentSearchAnswer {
  items: ViewerStudent[];
  nextCursor: null;
}

/** `POST /v1/viewer-tokens` */
export interface ViewerTokenAnswer {
  token: string;
  /** RFC 3339 UTC. */
  expiresAt: string;
}

/** Every error body (RFC 9457, `application/problem+json`). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
}
