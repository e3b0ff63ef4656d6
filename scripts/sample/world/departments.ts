import type { Person } from './people.js';

/** What one registry of another department says of a person; days are `YYYY-MM-DD`, months `YYYY-MM`, sums hundredths of a yuan. */
export interface Entry {
  readonly person: Person;
}

export interface Vehicle extends Entry {
  readonly type: string;
  readonly plate: string;
  readonly registered: string;
  readonly state: string;
}

export interface House extends Entry {
  readonly unit: string;
  readonly usage: string;
  readonly acquired: string;
  readonly how: string;
  readonly state: string;
}

export interface Wage extends Entry {
  readonly month: string;
  readonly class: string;
  readonly employer: string;
  readonly amount: number;
}

export interface Business extends Entry {
  readonly role: string;
  readonly capital: number;
  readonly tax: number;
  readonly state: string;
}

export interface Deposit extends Entry {
  readonly base: number;
  readonly lastMonth: string;
  readonly state: string;
}

export interface Pension extends Entry {
  readonly type: string;
  readonly amount: number;
  readonly month: string;
  readonly state: string;
}

export interface Asset extends Entry {
  readonly type: string;
  readonly amount: number;
  readonly day: string;
}

export interface Absence extends Entry {
  readonly from: string;
  /** Null while it lasts. */
  readonly to: string | null;
}

/** A line of the household register; the parents' numbers stand as they were registered. */
export interface Registration extends Entry {
  readonly householdNo: string;
  readonly relation: string;
  readonly movedOut: string | null;
  readonly movedTo: string;
  readonly father: Person | null;
  readonly mother: Person | null;
}

export interface Student extends Entry {
  readonly stage: string;
  readonly state: string;
}

export interface Unemployment extends Entry {
  readonly from: string;
  /** First month without. */
  readonly to: string;
}

export interface Relief extends Entry {
  readonly day: string;
  readonly amount: number;
}

export interface CadreRelative extends Entry {
  readonly filed: string;
}

/** The lists of the departments, under the names that `data/departments.json` documents. */
export interface Departments {
  readonly vehicle: Vehicle[];
  readonly housing: House[];
  readonly fiscal_payroll: Wage[];
  readonly business: Business[];
  readonly housing_fund: Deposit[];
  readonly pension: Pension[];
  readonly asset_report: Asset[];
  readonly prison: Absence[];
  readonly missing_person: Absence[];
  readonly hukou: Registration[];
  readonly student: Student[];
  readonly unemployment: Unemployment[];
  readonly temporary_relief: Relief[];
  readonly cadre_relative: CadreRelative[];
}

export type DepartmentName = keyof Departments;

export function emptyDepartments(): Departments {
  return {
    vehicle: [],
    housing: [],
    fiscal_payroll: [],
    business: [],
    housing_fund: [],
    pension: [],
    asset_report: [],
    prison: [],
    missing_person: [],
    hukou: [],
    student: [],
    unemployment: [],
    temporary_relief: [],
    cadre_relative: [],
  };
}
