/** A sentence in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface ReportSection {
  readonly title: Words;
  readonly head: readonly Words[];
  readonly rows: readonly (readonly (Words | string | number)[])[];
  readonly note?: Words;
}
