/** What a query can be stopped by; a connection of the engine is one. */
interface Interruptible {
  interrupt(): void;
}

const PAUSE_MS = 20;
const connections = new Set<Interruptible>();
let underWay = 0;
let stopped = false;

/** Makes a connection known to `stopQueries`; returns the function that takes it off again. */
export function trackConnection(connection: Interruptible): () => void {
  connections.add(connection);
  return () => {
    connections.delete(connection);
  };
}

/** Runs a part of a query. Once `stopQueries` was called the promise stays open, so that nothing goes on behind it. */
export async function stoppable<T>(query: () => Promise<T>): Promise<T> {
  if (stopped) return neverSettled();
  underWay += 1;
  try {
    return await query();
  } finally {
    underWay -= 1;
    if (stopped) await neverSettled();
  }
}

/**
 * Interrupts the queries of this process and resolves when their threads have come back. A thread that calls a scalar
 * function waits for the main thread, and `process.exit` waits for that thread: without this both would wait for ever.
 */
export async function stopQueries(): Promise<void> {
  stopped = true;
  if (connections.size === 0) return;
  do {
    for (const connection of connections) connection.interrupt();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  } while (underWay > 0);
}

function neverSettled(): Promise<never> {
  return new Promise(() => undefined);
}
