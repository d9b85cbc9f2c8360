/**
 * One test of one year: its name, the languages in which there is a letter, then View and Download in the
 * chosen language. Every control names the letter fully for those who do not see the row around it.
 */
import type { ReportItem, ViewerStudent } from "../worker/portal/api-types.ts";
import { About } from "./about.tsx";
import { Heading } from "./heading.tsx";
import type { Letter } from "./letters.ts";
import { openLetter } from "./open-letter.ts";
import type { WidgetState } from "./session.ts";
import type { View } from "./view.ts";

interface LetterRowProps {
  letter: Letter;
  student: ViewerStudent;
  /** "2025–26" */
  years: string;
  state: WidgetState;
  view: View;
}

export function LetterRow({ letter, student, years, state, view }: LetterRowProps) {
  const { strings, session, headingLevel } = view;
  const { name, versions } = letter;
  const key = student.id + letter.key;
  const version = versions.find(({ language }) => language.name === state.languages[key]) ?? versions[0];
  if (!version) return null;
  const { main, others, language } = version;
  const texts = { pdf: strings.view, html: strings.readPage, video: strings.watchVideo };
  const inFull = (...parts: string[]) => [...parts, student.name].join(", ");
  const about = inFull(name, years, language.name);

  function link(part: string, report: ReportItem, text: string, href = report.view) {
    const isView = part !== "download";
    return (
      <a
        key={part + report.id}
        part={part}
        href={href}
        {...(isView ? { target: "_blank", rel: "noopener" } : { download: "" })}
        aria-label={`${text}: ${about}${isView ? ` (${strings.opensNewTab})` : ""}`}
        onClick={(event: MouseEvent) =>
          openLetter(
            event,
            { studentId: student.id, reportId: report.id, action: isView ? "view" : "download" },
            view,
          )
        }
      >
        {text}
      </a>
    );
  }

  return (
    <li part="letter">
      <div class="about">
        <Heading level={headingLevel + 2} part="letter-name">
          {name}
        </Heading>
        {versions.length > 1 ? (
          <fieldset class="choices" aria-label={strings.chooseLanguage}>
            {versions.map(({ language: { code, name: own } }) => (
              <button
                key={own}
                type="button"
                part="language"
                lang={code}
                aria-label={inFull(own, name, years)}
                aria-pressed={own === language.name}
                onClick={() => session.choose({ languages: { ...state.languages, [key]: own } })}
              >
                {own}
              </button>
            ))}
          </fieldset>
        ) : (
          <p class="small" lang={language.code}>
            {language.name}
          </p>
        )}
      </div>
      <div class="actions">
        {link("view", main, main.format === "video" ? strings.watchVideo : strings.view)}
        {main.download && link("download", main, strings.download, main.download)}
        {others.map(({ report, nth }) =>
          link("other", report, texts[report.format] + (nth > 1 ? ` ${nth}` : "")),
        )}
      </div>
      <About letter={letter} inFull={inFull(name, years)} view={view} />
    </li>
  );
}
