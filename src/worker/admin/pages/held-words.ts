/**
 * Why a pull was held back, for an administrator who has to decide: what would happen, what may be behind it, what to
 * look at in the district's own system. The reasons are those of `roster/guard.ts`.
 */
import type { HeldReason } from "../../roster/tables.ts";
import { number, resourceWords } from "./roster-words.ts";

export interface HeldWords {
  title: string;
  meaning: string;
  check: string;
}

export function heldWords({ resource, reason, count }: HeldReason): HeldWords {
  const [rows, many] = [resourceWords(resource), number(count)];
  switch (reason) {
    case "looks_like_delta":
      return {
        title: `${many} ${rows} would be removed: less than half of all were sent.`,
        meaning:
          "eSchoolPLUS may have sent only what changed of late, or a part of its rows. Families whose rows are missing would lose their letters.",
        check: `In the API Profile, look for a filter on ${resource}, such as a date from which changes are sent. Compare the number of rows read below with what eSchoolPLUS shows.`,
      };
    case "many_removed":
      return {
        title: `${many} ${rows} would be removed, more than a tenth of all.`,
        meaning:
          "A file may have been imported by half, or the API Profile may leave some out. Families whose rows are missing would lose their letters.",
        check: `Ask whether so many were taken out on purpose, such as at the end of a school year. If not, look at the last import and at the filters on ${resource} in the API Profile.`,
      };
    case "many_removed_at_school":
      return {
        title: `${many} ${rows} of one school would be removed, more than a quarter of what it has.`,
        meaning:
          "The school may be left out by a filter, or its rows may be moving to another building. Its families would lose their letters.",
        check:
          "Ask whether a school is closing or its students are being moved. If not, look at the buildings that the API Profile includes.",
      };
    case "many_lose_access":
      return {
        title: `${many} ${rows} would no longer open letters, many more than on an ordinary night.`,
        meaning:
          "Web Access may have been switched off for many contacts at once, or eSchoolPLUS may no longer send it. Those families would lose their letters.",
        check:
          "In the API Profile, under Endpoint Advanced Settings, check that WEB_ACCESS and CONTACT_TYPE of StudentContact are included and keep their own labels. Ask whether Web Access was changed for many contacts.",
      };
    case "many_inactive":
      return {
        title: `${many} students would no longer be active, more than a tenth of all.`,
        meaning:
          "The end of a school year may have been carried out early, or the status may be sent in another form. Where portals show active students only, their families would lose the letters.",
        check:
          "Ask whether so many have left or graduated. If not, look at CURRENT_STATUS of Student under Endpoint Advanced Settings in the API Profile.",
      };
    case "many_withheld":
      return {
        title: `The letters of ${many} students would newly be withheld by a user-defined field.`,
        meaning: "The field may have been filled in by an import, or may mean something else by now.",
        check:
          "Look at this field for some students in eSchoolPLUS, and at the user-defined fields in the eSchoolPLUS settings here.",
      };
    case "many_released":
      return {
        title: `The letters of ${many} students would no longer be withheld by a user-defined field.`,
        meaning:
          "The field may have been emptied by an import, or may no longer be sent. People could see letters that are withheld for a reason.",
        check:
          "Look at this field for some of the students concerned in eSchoolPLUS, and ask whether so many were changed on purpose.",
      };
    case "many_gain_access":
      return {
        title: `${many} ${rows} would newly open letters, many more than on an ordinary night.`,
        meaning:
          "Web Access may have been switched on for many contacts at once, or contact types may have been mixed up. People could see letters that are not meant for them.",
        check:
          "Ask whether Web Access or legal guardians were changed for many contacts. Look at some of the contacts that were changed last.",
      };
    case "many_ssids_changed":
      return {
        title: `${many} students would get another state id, or lose theirs.`,
        meaning:
          "Letters are found by the state id. If a column has slipped, families would see the letters of other children.",
        check:
          "Compare the State Report ID of some students with CALPADS. Look at the last import that touched it.",
      };
    case "ssid_shared":
      return {
        title:
          count === 1
            ? "1 state id would belong to two students."
            : `${many} state ids would belong to two students each.`,
        meaning:
          "One of the two has somebody else’s id, and that family would see the letters of another child.",
        check:
          "Look in eSchoolPLUS for students with the same State Report ID: a student entered twice, or a mistyped id. Mend it there, then run a new pull.",
      };
    case "one_contact_gains_many":
      return {
        title: `One contact would newly see the letters of ${many} students.`,
        meaning:
          "No parent has so many children. It may be an agency, a member of staff, or a record that stands for “unknown”.",
        check:
          "Look in eSchoolPLUS for a contact with Web Access that is a legal guardian of many students. Take Web Access away there, then run a new pull.",
      };
    default:
      return {
        title: `${reason}: ${many} ${rows}.`,
        meaning: "Something about these rows is not as on an ordinary night.",
        check: "Compare the numbers below with what eSchoolPLUS shows.",
      };
  }
}
