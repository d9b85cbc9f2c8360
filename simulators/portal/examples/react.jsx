// The widget in a React portal. The script is a tag of the page's own template, with `async`: where Trusted Types are
// required, no code may add it. The element may be drawn before the script has come.

import { useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";

function StateAssessments({ tokenUrl, lang, onProblem }) {
  const element = useRef(null);
  useEffect(() => {
    const listen = ({ detail }) => onProblem(detail.code);
    const { current } = element;
    current.addEventListener("state-assessments:error", listen);
    return () => current.removeEventListener("state-assessments:error", listen);
  }, [onProblem]);
  return <state-assessments ref={element} token-url={tokenUrl} lang={lang} />;
}

function LettersPage() {
  const [shown, setShown] = useState(true);
  const [lang, setLang] = useState(document.documentElement.lang);
  const [problem, setProblem] = useState("");
  return (
    <>
      <p className="tools-row">
        <button type="button" onClick={() => setShown(!shown)}>
          {shown ? "Hide the letters" : "Show the letters"}
        </button>
        <label>
          Language{" "}
          <select value={lang} onChange={(event) => setLang(event.currentTarget.value)}>
            {["en", "es", "vi", "fil", "zh-Hant", "ko"].map((code) => (
              <option key={code}>{code}</option>
            ))}
          </select>
        </label>
      </p>
      {shown && <StateAssessments tokenUrl="/portal/score-token" lang={lang} onProblem={setProblem} />}
      <p>{problem && `The widget told this page of ${problem}.`}</p>
    </>
  );
}

createRoot(document.querySelector("#app")).render(<LettersPage />);
