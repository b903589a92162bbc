import { useState } from 'react';
import type { Chosen } from '../../../records/compare/session.ts';

export interface Ticks {
  readonly chosen: Chosen;
  readonly count: number;
  has(key: number): boolean;
  set(key: number, on: boolean): void;
  everybody(on: boolean): void;
}

/** Ticked rows of a list of `total`, thousands of them without naming each. A change of `of` forgets them. */
export function useTicks(of: string, total: number): Ticks {
  const [ticks, setTicks] = useState<{ readonly of: string; readonly chosen: Chosen }>({ of, chosen: [] });
  const chosen = ticks.of === of ? ticks.chosen : [];
  const isAll = 'except' in chosen;
  const named = isAll ? chosen.except : chosen;
  return {
    chosen,
    count: isAll ? total - named.length : named.length,
    has: (key) => named.includes(key) !== isAll,
    set: (key, on) => {
      const rest = named.filter((each) => each !== key);
      const next = on === isAll ? rest : [...rest, key];
      setTicks({ of, chosen: isAll ? { except: next } : next });
    },
    everybody: (on) => {
      setTicks({ of, chosen: on ? { except: [] } : [] });
    },
  };
}
