/** The registry name under which the link stage knows the person whom a petition is about. */
export function subjectRegistry(registry: string): string {
  return `${registry}@subject`;
}
