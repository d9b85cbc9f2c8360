/**
 * All that is ASSUMED of the eSchoolPLUS PLUS 360 API, in one place: paths, paging, envelope, totals, field names
 * and their aliases. A vendor with the developer guide in hand corrects it here and nowhere else.
 *
 * Source: `../shared/contracts/eschoolplus-360.md`. Names compare without case, `_`, `-` and spaces. A column that is
 * not named here (SSN, WEB_PASSWORD, meals, medical fields) is dropped at the door.
 */
import type { Resource, Rows } from "./rows.ts";
import {
  type Reader,
  readAddress,
  readCode,
  readDate,
  readId,
  readName,
  readValue,
  readWholeNumber,
  readYesNo,
  readYesNoOrCode,
} from "./values.ts";

/** How a page is asked for, in the query. */
export const PAGING = { limit: "limit", offset: "offset" };

/** Where the rows stand, unless the answer is a bare array or uses the resource's own name. */
export const ROWS_NAMES = ["data", "records", "items", "results"];

/** Where the number of all rows stands. */
export const TOTAL_NAMES = ["totalRecords", "total", "totalCount"];
export const TOTAL_HEADER = "x-total-count";

/** One column of ours. */
export interface Field<Value> {
  /** What the column is made of, joined by a space: for each part its name and its aliases, the first one that says something counts. */
  parts: readonly (readonly string[])[];
  read: Reader<Value>;
  /** Instead of null, where the column knows no null. */
  absent?: Value;
}

export interface ResourceContract<R extends Resource> {
  /** Below the base URL. */
  path: string;
  /** Its own name as an envelope. */
  names: readonly string[];
  /** The columns that make a row this one; a row without one of them is not readable. */
  key: readonly (keyof Rows[R] & string)[];
  fields: { [Column in keyof Rows[R]]: Field<NonNullable<Rows[R][Column]>> };
}

/** The seven resources of version 1, in the order of the API Profile's Subscriptions. */
export const RESOURCES: { [R in Resource]: ResourceContract<R> } = {
  School: {
    path: "School",
    names: ["School", "Schools"],
    key: ["id"],
    fields: {
      id: id("BUILDING", "BUILDING_ID", "SCHOOL_ID"),
      name: name("NAME", "BUILDING_NAME", "SCHOOL_NAME"),
      abbreviation: code("ABBREVIATION"),
      stateCode: code("STATE_CODE_EQUIV", "STATE_CODE"),
      outOfDistrict: clearYes("OUT_OF_DISTRICT"),
    },
  },
  Student: {
    path: "Student",
    names: ["Student", "Students"],
    key: ["id"],
    fields: {
      id: id("STUDENT_ID"),
      firstName: name("FIRST_NAME"),
      middleName: name("MIDDLE_NAME"),
      lastName: name("LAST_NAME"),
      generation: code("GENERATION"),
      nickname: name("NICKNAME"),
      school: id("BUILDING", "BUILDING_ID", "SCHOOL_ID"),
      grade: code("GRADE", "GRADE_LEVEL"),
      status: code("CURRENT_STATUS", "STATUS"),
      birthdate: { parts: [["BIRTHDATE", "BIRTH_DATE", "DATE_OF_BIRTH"]], read: readDate },
      language: code("LANGUAGE"),
      ssid: id("STATE_REPORT_ID", "SSID"),
    },
  },
  Contact: {
    path: "Contact",
    names: ["Contact", "Contacts"],
    key: ["id"],
    fields: {
      id: id("CONTACT_ID"),
      title: code("TITLE"),
      firstName: name("FIRST_NAME"),
      middleName: name("MIDDLE_NAME"),
      lastName: name("LAST_NAME"),
      language: code("LANGUAGE"),
      email: address("EMAIL", "EMAIL_ADDRESS"),
      loginId: address("LOGIN_ID"),
    },
  },
  ContactAddress: {
    path: "ContactAddress",
    names: ["ContactAddress", "ContactAddresses"],
    key: ["contact"],
    fields: {
      contact: id("CONTACT_ID"),
      street: {
        parts: [
          ["STREET_NUMBER"],
          ["STREET_PREFIX"],
          ["STREET_NAME", "STREET", "STREET_ADDRESS"],
          ["STREET_TYPE"],
          ["STREET_SUFFIX"],
        ],
        read: readName,
      },
      apartment: name("APARTMENT"),
      complex: name("COMPLEX"),
      city: name("CITY"),
      state: code("STATE"),
      zip: code("ZIP", "ZIP_CODE"),
    },
  },
  ContactPhone: {
    path: "ContactPhone",
    names: ["ContactPhone", "ContactPhones"],
    key: ["contact", "type"],
    fields: {
      contact: id("CONTACT_ID"),
      type: id("PHONE_TYPE"),
      phone: code("PHONE", "PHONE_NUMBER"),
      extension: code("PHONE_EXTENSION", "EXTENSION"),
      priority: wholeNumber("PHONE_PRIORITY"),
      listing: { parts: [["PHONE_LISTING"]], read: readYesNoOrCode },
    },
  },
  StudentContact: {
    path: "StudentContact",
    names: ["StudentContact", "StudentContacts"],
    key: ["student", "contact", "type"],
    fields: {
      student: id("STUDENT_ID"),
      contact: id("CONTACT_ID"),
      type: id("CONTACT_TYPE"),
      priority: wholeNumber("CONTACT_PRIORITY"),
      relation: code("RELATION_CODE", "RELATION"),
      livingWith: yesNo("LIVING_WITH"),
      webAccess: clearYes("WEB_ACCESS"),
      legalGuardian: yesNo("LEGAL_GUARD", "LEGAL_GUARDIAN"),
      custodialGuardian: yesNo("CUST_GUARD", "CUSTODIAL_GUARDIAN"),
    },
  },
  UDRegUser: {
    path: "UDRegUser",
    names: ["UDRegUser", "UDRegUsers"],
    key: ["student", "screen", "field", "sequence"],
    fields: {
      student: id("STUDENT_ID"),
      screen: id("SCREEN_NUMBER"),
      field: id("FIELD_NUMBER"),
      sequence: id("LIST_SEQUENCE"),
      value: { parts: [["FIELD_VALUE"]], read: readValue },
    },
  },
};

export const RESOURCE_NAMES: readonly Resource[] = [
  "School",
  "Student",
  "Contact",
  "ContactAddress",
  "ContactPhone",
  "StudentContact",
  "UDRegUser",
];

/** A control character, which no id of ours can hold: two keys are equal only if all their parts are. */
const KEY_SEPARATOR = "\u001f";

/** What makes a row this one and no other, within its resource. */
export function keyOf<R extends Resource>(resource: R, row: Rows[R]): string {
  const contract: ResourceContract<R> = RESOURCES[resource];
  return contract.key.map((column) => row[column]).join(KEY_SEPARATOR);
}

/** A field's or an envelope's name as it is compared. */
export function plainName(sent: string): string {
  return sent.toLowerCase().replace(/[_\-\s]/g, "");
}

function id(...names: string[]): Field<string> {
  return { parts: [names], read: readId };
}

function code(...names: string[]): Field<string> {
  return { parts: [names], read: readCode };
}

function name(...names: string[]): Field<string> {
  return { parts: [names], read: readName };
}

function address(...names: string[]): Field<string> {
  return { parts: [names], read: readAddress };
}

function wholeNumber(...names: string[]): Field<number> {
  return { parts: [names], read: readWholeNumber };
}

function yesNo(...names: string[]): Field<boolean> {
  return { parts: [names], read: readYesNo };
}

function clearYes(...names: string[]): Field<boolean> {
  return { parts: [names], read: readYesNo, absent: false };
}
