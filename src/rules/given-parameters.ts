/** What the SQL of every rule may use beside its own parameters: the day, its month, the county of the project. */
export const GIVEN_PARAMETERS: readonly string[] = ['asOf', 'asOfMonth', 'defaultCounty'];
