/** The public library: what the commands do, as functions. Nothing here prints; errors are YingbaoError. */
export { explainForReader } from './run/explain-for-reader.js';
export { initProject } from './run/init-project.js';
export { matchFiles } from './run/match-files.js';
export { runProject } from './run/project-run.js';
export { validateExports } from './run/validate-exports.js';
export { YingbaoError } from './model/errors.js';
