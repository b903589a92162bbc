import type { FieldValue } from '../../../domain/records/definition.ts';
import type { Entry } from './province.ts';

interface Typed {
  readonly value: string;
  readonly pc: string;
  readonly step: number;
  /** What was on the screen when it was typed. */
  readonly seen: FieldValue;
}

/**
 * What people did, written down apart from every merge (R57.9): each typed value is unique, so a value's whole fate can
 * be read from texts. It knows nothing of bases, revisions or conflicts.
 */
export class Journal {
  private readonly typed = new Map<string, Typed>();
  private readonly excused = new Map<string, string>();
  /** Values that stood on the screen when somebody decided between them. */
  private readonly decided = new Set<string>();
  private count = 0;

  fresh(): string {
    this.count += 1;
    return `v${this.count}`;
  }

  type(value: string, seen: FieldValue, pc: string, step: number): void {
    this.typed.set(value, { value, seen, pc, step });
    if (typeof seen === 'string') this.excuse(seen, `replaced by ${value}`);
  }

  decide(values: readonly FieldValue[]): void {
    for (const value of values) if (typeof value === 'string') this.decided.add(value);
  }

  /** A person knowingly let go of a value, or the disk that held it is gone. */
  excuse(value: string, why: string): void {
    this.excused.set(value, why);
  }

  losePc(pc: string, since: number): void {
    for (const each of this.typed.values())
      if (each.pc === pc && each.step >= since) this.excuse(each.value, 'disk went back');
  }

  /** Values nobody let go of that stand in none of these texts. */
  missingFrom(texts: string): readonly string[] {
    return [...this.typed.keys()].filter(
      (value) => !this.excused.has(value) && !this.decided.has(value) && !texts.includes(`"${value}"`),
    );
  }

  private hasSeen(value: string, earlier: string): boolean {
    let at: FieldValue | undefined = value;
    for (let depth = 0; typeof at === 'string' && depth < 1000; depth += 1) {
      if (at === earlier) return true;
      at = this.typed.get(at)?.seen;
    }
    return false;
  }

  /** Replays the province's own log: no value was overwritten by somebody who had not seen it, none applied twice. */
  faultsOf(history: readonly Entry[]): readonly string[] {
    const faults: string[] = [];
    const stored = new Map<string, number>();
    for (const entry of history) {
      for (const [field, now] of Object.entries(entry.after.data)) {
        const was = entry.before?.data[field] ?? null;
        if (now === was || typeof now !== 'string' || !this.typed.has(now)) continue;
        if (entry.operation.kind === 'settle') {
          if (typeof was === 'string' && this.typed.has(was) && !this.decided.has(was))
            faults.push(`${entry.op}: ${was} settled away unseen`);
          continue;
        }
        stored.set(now, (stored.get(now) ?? 0) + 1);
        if (typeof was === 'string' && this.typed.has(was) && !this.hasSeen(now, was))
          faults.push(`${entry.op}: ${was} overwritten by ${now}, whose author never saw it`);
      }
    }
    for (const [value, times] of stored) if (times > 1) faults.push(`${value} applied ${times} times`);
    return faults;
  }

  /** The base a conflict shows must be something its author had on the screen (R57.3). */
  hasSeenBase(candidate: FieldValue, base: FieldValue): boolean {
    if (typeof candidate !== 'string' || typeof base !== 'string') return true;
    if (!this.typed.has(candidate) || !this.typed.has(base)) return true;
    return this.hasSeen(candidate, base);
  }
}
