/**
 * What the rest of the house sees of eSchoolPLUS: our own rows, only the columns that we keep. Text is trimmed and
 * free of control characters, empty text is null, ids are text even where they look like numbers.
 */

export interface SchoolRow {
  id: string;
  name: string | null;
  abbreviation: string | null;
  stateCode: string | null;
  outOfDistrict: boolean;
}

export interface StudentRow {
  id: string;
  firstName: string | null;
  middleName: string | null;
  lastName: string | null;
  generation: string | null;
  nickname: string | null;
  school: string | null;
  grade: string | null;
  /** As sent: A active, I inactive, G graduated, and others. */
  status: string | null;
  /** YYYY-MM-DD. */
  birthdate: string | null;
  language: string | null;
  ssid: string | null;
}

export interface ContactRow {
  id: string;
  title: string | null;
  firstName: string | null;
  middleName: string | null;
  lastName: string | null;
  language: string | null;
  email: string | null;
  loginId: string | null;
}

export interface AddressRow {
  contact: string;
  /** Number, direction, name and type of the street in one text. */
  street: string | null;
  apartment: string | null;
  complex: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
}

export interface PhoneRow {
  contact: string;
  type: string;
  phone: string | null;
  extension: string | null;
  priority: number | null;
  listing: string | null;
}

/** What joins a student and a contact. */
export interface LinkRow {
  student: string;
  contact: string;
  /** As sent: G legal guardian, P physical address, M mailing address, C emergency, O other. */
  type: string;
  priority: number | null;
  relation: string | null;
  livingWith: boolean | null;
  /** Only a clear yes is one: this opens a child's letters. */
  webAccess: boolean;
  legalGuardian: boolean | null;
  custodialGuardian: boolean | null;
}

/** One value of a field that the district has defined itself. */
export interface UserFieldRow {
  student: string;
  screen: string;
  field: string;
  sequence: string;
  value: string | null;
}

/** Our row for each resource. */
export interface Rows {
  School: SchoolRow;
  Student: StudentRow;
  Contact: ContactRow;
  ContactAddress: AddressRow;
  ContactPhone: PhoneRow;
  StudentContact: LinkRow;
  UDRegUser: UserFieldRow;
}

export type Resource = keyof Rows;
