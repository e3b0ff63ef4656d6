import { ConfigError } from '../model/errors.js';

/** What the text of a model holds. Throws ConfigError where it is not JSON. */
export function readModelJson(json: string, shown: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    throw new ConfigError(`${shown} is not JSON`, {
      zh: `${shown} 不是有效的 JSON`,
      code: 'E_MODEL_SYNTAX',
      file: shown,
      cause: error,
    });
  }
}
