/** The registry that a department sent, for a name of the link stage. */
export function sentRegistry(registry: string): string {
  return registry.replace(/@subject$/, '');
}

/** The registry name under which the link stage knows the person whom a petition is about. */
export function subjectRegistry(registry: string): string {
  return `${registry}@subject`;
}
