/** What the checks of a line leave for each other; 0 stands for nothing, -1 for no place. */
export interface RowFacts {
  /** Where the record's own ID number starts. */
  idAt: number;
  /** Birth date in the ID, YYYYMMDD as a number. */
  idBirth: number;
  idSex: number;
  sex: number;
  birthDate: number;
  deathDate: number;
  /** Where the disability certificate number starts. */
  certificateAt: number;
  /** Character codes of the disability's type and level, as digits. */
  disabilityType: number;
  disabilityLevel: number;
  /** Number of the written form that the last category was. */
  form: number;
}

export const MALE = 1;
export const FEMALE = 2;

/**
 * Looks at one field that begins at `at` and is not empty. Returns where it ends, or -1 where it is not certainly
 * canonical. Stops at the line's LF at the latest, because no check takes LF for part of a field.
 */
export type FieldCheck = (bytes: Uint8Array, at: number, row: RowFacts) => number;

export function emptyFacts(): RowFacts {
  return {
    idAt: -1,
    idBirth: 0,
    idSex: 0,
    sex: 0,
    birthDate: 0,
    deathDate: 0,
    certificateAt: -1,
    disabilityType: 0,
    disabilityLevel: 0,
    form: 0,
  };
}

export function clearFacts(row: RowFacts): void {
  row.idAt = -1;
  row.idBirth = 0;
  row.idSex = 0;
  row.sex = 0;
  row.birthDate = 0;
  row.deathDate = 0;
  row.certificateAt = -1;
  row.disabilityType = 0;
  row.disabilityLevel = 0;
}
