/** A worker that was just ended holds its lock for a moment longer. */
const patienceMs = 2_500;

/**
 * One owner per profile (R16): held until this worker ends, whatever ends it. False when another window has it.
 */
export function takeProfile(name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const forever = new Promise<void>(() => undefined);
    navigator.locks
      .request(name, { mode: 'exclusive', signal: AbortSignal.timeout(patienceMs) }, () => {
        resolve(true);
        return forever;
      })
      .catch((error: unknown) => {
        if (error instanceof DOMException) resolve(false);
        else reject(error instanceof Error ? error : new Error('lock'));
      });
  });
}
