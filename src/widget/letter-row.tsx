/**
 * One test of one year: its name, the languages in which there is a letter, then View and Download in the
 * chosen language. Every control names the letter fully for those who do not see the row around it.
 */
import { Component } from "preact";
import type { ReportItem, ViewerStudent } from "../worker/portal/api-types.ts";
import { Heading } from "./heading.tsx";
import type { Letter, LetterVersion, OtherForm } from "./letters.ts";
import { openLetter } from "./open-letter.ts";
import type { Strings } from "./strings/strings.ts";
import type { LetterOpened, View } from "./view.ts";

interface LetterRowProps {
  letter: Letter;
  student: ViewerStudent;
  /** "2025–26" */
  years: string;
  view: View;
}

export class LetterRow extends Component<LetterRowProps, { chosen?: string }> {
  override state: { chosen?: string } = {};

  override render({ letter, student, years, view }: LetterRowProps) {
    const { strings, headingLevel } = view;
    const { name, versions } = letter;
    const version = versions.find(({ language }) => language.name === this.state.chosen) ?? versions[0];
    if (!version) return null;
    return (
      <li class="letter" part="letter">
        <div class="letter-about">
          <Heading level={headingLevel + 2} class="letter-name" part="letter-name">
            {name}
          </Heading>
          {versions.length > 1 ? (
            <fieldset class="choices">
              <legend class="unseen">{strings.chooseLanguage}</legend>
              {versions.map(({ language }) => (
                <button
                  key={language.name}
                  type="button"
                  class="choice"
                  part="language"
                  aria-label={[language.name, name, years, student.name].join(", ")}
                  aria-pressed={language === version.language}
                  onClick={() => this.setState({ chosen: language.name })}
                >
                  <span lang={language.code}>{language.name}</span>
                </button>
              ))}
            </fieldset>
          ) : (
            <p class="small" lang={version.language.code}>
              {version.language.name}
            </p>
          )}
        </div>
        <Actions
          version={version}
          about={[name, years, version.language.name, student.name].join(", ")}
          student={student}
          view={view}
        />
      </li>
    );
  }
}

interface ActionsProps {
  version: LetterVersion;
  /** The letter in full: test, year, language, student. */
  about: string;
  student: ViewerStudent;
  view: View;
}

function Actions({ version: { main, others }, about, student, view }: ActionsProps) {
  const { strings } = view;

  function link(report: ReportItem, action: LetterOpened["action"]) {
    const letter = { studentId: student.id, reportId: report.id, action };
    return (event: MouseEvent) => openLetter(event, letter, view);
  }

  function viewLink(report: ReportItem, text: string) {
    return {
      href: report.view,
      target: "_blank",
      rel: "noopener",
      "aria-label": `${text}: ${about} (${strings.opensNewTab})`,
      onClick: link(report, "view"),
      children: text,
    };
  }

  return (
    <div class="letter-actions">
      <a
        class="action main"
        part="view"
        {...viewLink(main, main.format === "video" ? strings.watchVideo : strings.view)}
      />
      {main.download && (
        <a
          class="action"
          part="download"
          href={main.download}
          download
          aria-label={`${strings.download}: ${about}`}
          onClick={link(main, "download")}
        >
          {strings.download}
        </a>
      )}
      {others.map((other) => (
        <a
          key={other.report.id}
          class="quiet"
          part="other"
          {...viewLink(other.report, otherText(other, strings))}
        />
      ))}
    </div>
  );
}

/** "Read as a web page", and "Read as a web page 2" where there are two. */
function otherText({ report, nth }: OtherForm, strings: Strings): string {
  const texts = { pdf: strings.view, html: strings.readPage, video: strings.watchVideo };
  return nth > 1 ? `${texts[report.format]} ${nth}` : texts[report.format];
}
