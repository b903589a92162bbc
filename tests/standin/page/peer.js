/**
 * One end of the context bridge; the same code runs in the page's world and in the preload's. Values cross as the
 * `detail` of events on the document, which Chromium clones from world to world, synchronously.
 */
export function makePeer(mine, theirs) {
  const functions = new Map();
  const promises = new Map();
  let counter = 0;
  let answer;

  const send = (detail) => document.dispatchEvent(new CustomEvent(theirs, { detail }));

  const pack = (value) => {
    if (typeof value === 'function') {
      const id = (counter += 1);
      functions.set(id, value);
      return { __f: id };
    }
    if (value instanceof Promise) {
      const id = (counter += 1);
      value.then(
        (result) => send({ settle: id, ok: true, value: pack(result) }),
        (error) =>
          send({ settle: id, ok: false, value: error instanceof Error ? error.message : String(error) }),
      );
      return { __p: id };
    }
    if (Array.isArray(value)) return value.map(pack);
    if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, pack(held)]));
    }
    return value;
  };

  const unpack = (value) => {
    if (value === null || typeof value !== 'object') return value;
    if (typeof value.__f === 'number') return (...args) => call(value.__f, args);
    if (typeof value.__p === 'number') {
      return new Promise((resolve, reject) => promises.set(value.__p, { resolve, reject }));
    }
    if (Array.isArray(value)) return value.map(unpack);
    if (Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, held]) => [key, unpack(held)])));
  };

  const call = (id, args) => {
    answer = undefined;
    send({ call: id, args: args.map(pack) });
    const given = answer;
    answer = undefined;
    if (given === undefined) throw new Error('standin: the other side of the bridge is gone');
    if (given.ok) return unpack(given.value);
    throw new Error(given.value);
  };

  document.addEventListener(mine, ({ detail }) => {
    if (detail.answer !== undefined) answer = detail.answer;
    else if (detail.call !== undefined) {
      let given;
      try {
        given = { ok: true, value: pack(functions.get(detail.call)(...detail.args.map(unpack))) };
      } catch (error) {
        given = { ok: false, value: error.message };
      }
      send({ answer: given });
    } else if (detail.settle !== undefined) {
      const waiting = promises.get(detail.settle);
      promises.delete(detail.settle);
      if (detail.ok) waiting.resolve(unpack(detail.value));
      else waiting.reject(new Error(detail.value));
    } else if (detail.expose !== undefined) {
      Object.defineProperty(window, detail.expose, {
        value: unpack(detail.api),
        enumerable: true,
        writable: false,
        configurable: false,
      });
    }
  });

  return { expose: (name, api) => send({ expose: name, api: pack(api) }) };
}
