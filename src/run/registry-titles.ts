import { assetPath } from '../config/package-root.js';
import type { ProjectFile } from '../config/project-schema.js';
import { loadDepartments } from '../rules/departments.js';

/** What lists of other departments are called in Chinese, by registry: as the project says, else as they are documented. */
export function registryTitles({ registries }: ProjectFile): Readonly<Record<string, string>> {
  const documented = loadDepartments(assetPath('data', 'departments.json')).map(({ name, zh }) => [name, zh]);
  const own = Object.entries(registries).flatMap(([name, { title }]) =>
    title === undefined ? [] : [[name, title]],
  );
  return Object.fromEntries([...documented, ...own]) as Readonly<Record<string, string>>;
}
