/**
 * Does a thing once: when the returned function is called, or else when the process ends, on a signal too, where no
 * `finally` is reached. What is handed over must be synchronous.
 */
export function atExit(clear: () => void): () => void {
  const once = (): void => {
    process.off('exit', once);
    clear();
  };
  process.on('exit', once);
  return once;
}
