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

/** A count of the link stage: figure, what it counts, how many. */
export interface LinkFigure {
  readonly figure: string;
  readonly detail: string;
  readonly value: number;
}
