/** Wraps a fake so that a member nobody implemented throws instead of being silently undefined. */
export function strict<T extends object>(name: string, fake: T): T {
  return new Proxy(fake, {
    get(target, member): unknown {
      if (Reflect.has(target, member)) {
        const value: unknown = Reflect.get(target, member);
        // Bound, since a proxy cannot reach private fields; `constructor` and classes stay what they are.
        return typeof value === 'function' && member !== 'constructor' && typeof target === 'object'
          ? (value.bind(target) as unknown)
          : value;
      }
      // The module loader and `await` ask every object these.
      if (typeof member === 'symbol' || member === 'then' || member === 'toJSON') return undefined;
      throw new Error(`standin: electron.${name}.${member} is not implemented`);
    },
  });
}
