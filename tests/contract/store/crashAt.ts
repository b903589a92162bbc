import type { DiskPoint } from '../../../renderer/store/disk/memory.ts';

/** The program ends at the n-th call of a memory disk, which never answers; `crashed` is heard by whoever waits for it. */
export function crashAt(point: number): {
  readonly fault: (at: DiskPoint) => 'crash' | undefined;
  readonly crashed: Promise<'crashed'>;
} {
  let calls = 0;
  let crash: (word: 'crashed') => void = () => undefined;
  const crashed = new Promise<'crashed'>((resolve) => {
    crash = resolve;
  });
  return {
    crashed,
    fault() {
      calls += 1;
      if (calls !== point) return undefined;
      setTimeout(() => {
        crash('crashed');
      }, 0);
      return 'crash';
    },
  };
}
