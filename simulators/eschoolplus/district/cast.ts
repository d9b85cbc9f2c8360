/**
 * The cast of the demonstration as rows, so that each demo account finds its students in the roster: the students
 * and guardians of people.ts, under the ids given there.
 */

import { DISTRICT, GUARDIANS, type Guardian, STUDENTS, type Student } from "../../people.ts";
import { CANARY, type Resource, type Row } from "../resources.ts";

/** `schools`: the district's, in which the cast's are. */
export function castRows(schools: Row[]): Record<Resource, Row[]> {
  return {
    School: schools,
    Student: STUDENTS.map(studentRow),
    Contact: GUARDIANS.map(contactRow),
    ContactAddress: GUARDIANS.map(addressRow),
    ContactPhone: GUARDIANS.map(phoneRow),
    StudentContact: GUARDIANS.flatMap((guardian) =>
      guardian.students.map((student) => linkRow(student, guardian)),
    ),
    UDRegUser: STUDENTS.map(({ id }) => ({
      StudentId: id,
      ScreenNumber: 100,
      FieldNumber: 1,
      ListSequence: 0,
      FieldValue: "Route 0",
    })),
  };
}

function studentRow({ id, ssid, name, grade, site }: Student): Row {
  const years = 6 + (Number.parseInt(grade, 10) || 0);
  return {
    StudentId: id,
    ...namesOf(name),
    Generation: null,
    Nickname: null,
    Building: site.padEnd(6),
    Grade: grade,
    CurrentStatus: "A",
    Birthdate: `${2026 - years}-05-17`,
    Language: "ENG",
    StateReportId: ssid,
    Ssn: `${CANARY}ssn-000-00-0000`,
    MealStatus: `${CANARY}meal`,
    MedicalAlert: `${CANARY}medical`,
  };
}

function contactRow({ contactId, name, language, email }: Guardian): Row {
  return {
    ContactId: contactId,
    Title: null,
    ...namesOf(name),
    Generation: null,
    Language: language,
    Email: email,
    LoginId: null,
    WebPassword: `${CANARY}password`,
  };
}

function addressRow({ contactId }: Guardian, index: number): Row {
  return {
    ContactId: contactId,
    StreetNumber: String(index + 1),
    StreetPrefix: null,
    StreetName: "Demo",
    StreetSuffix: null,
    StreetType: "WAY",
    Apartment: null,
    Complex: null,
    City: DISTRICT.name.split(" Unified")[0] ?? "",
    State: "CA",
    Zip: "00000",
  };
}

function phoneRow({ contactId }: Guardian, index: number): Row {
  return {
    ContactId: contactId,
    PhoneType: "M",
    Phone: `20955501${String(index).padStart(2, "0")}`,
    PhoneExtension: null,
    PhonePriority: 1,
    PhoneListing: "Y",
  };
}

function linkRow(studentId: string, { contactId, webAccess, livesWith }: Guardian): Row {
  return {
    StudentId: studentId,
    ContactId: contactId,
    ContactType: "G",
    ContactPriority: livesWith ? 1 : 2,
    RelationCode: "PA",
    LivingWith: livesWith ? "Y" : "N",
    WebAccess: webAccess ? "Y" : "N",
    LegalGuard: "Y",
    CustGuard: "Y",
  };
}

/** What stands before the first space is the first name: both together are the whole name again. */
function namesOf(name: string): Pick<Row, "FirstName" | "MiddleName" | "LastName"> {
  const [first = "", ...rest] = name.split(" ");
  return { FirstName: first, MiddleName: null, LastName: rest.join(" ") };
}
