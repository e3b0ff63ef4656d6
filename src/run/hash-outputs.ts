import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A run of a province has thousands of small lists; opening a stream for each takes ten times as long as reading it. */
const READ_WHOLE_BYTES = 1 << 20;

/** SHA-256 of every file below a folder, by relative path. */
export async function hashOutputs(folder: string): Promise<Readonly<Record<string, string>>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hashes: Record<string, string> = {};
  for (const path of files) {
    const hash = createHash('sha256');
    if (statSync(path).size <= READ_WHOLE_BYTES) hash.update(readFileSync(path));
    else await pipeline(createReadStream(path), hash);
    hashes[path.slice(folder.length + 1)] = hash.digest('hex');
  }
  return hashes;
}
