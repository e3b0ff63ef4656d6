/** What the YAML parser says of a file, without the place, which is named in our own words. */
export function yamlWords(message: string): string {
  return message.split('\n')[0]?.replace(/ at line \d+, column \d+:$/, '') ?? '';
}
