/**
 * What crosses between page and main process, as text. Runs in both: Node imports it, the page gets its source. Values
 * that Electron's structured clone would refuse are refused here too.
 */
export function encode(value) {
  const open = new Set();
  const walk = (item) => {
    if (item === undefined) return { $: 'undefined' };
    if (item === null || typeof item === 'boolean' || typeof item === 'string') return item;
    if (typeof item === 'number') return Number.isFinite(item) ? item : { $: 'number', v: String(item) };
    if (typeof item === 'bigint') return { $: 'bigint', v: String(item) };
    if (typeof item === 'function' || typeof item === 'symbol')
      throw new Error('An object could not be cloned.');
    if (item instanceof Date) return { $: 'date', v: item.getTime() };
    if (item instanceof Error) return { $: 'error', v: item.message };
    if (ArrayBuffer.isView(item) || item instanceof ArrayBuffer) {
      const bytes =
        item instanceof ArrayBuffer
          ? new Uint8Array(item)
          : new Uint8Array(item.buffer, item.byteOffset, item.byteLength);
      let text = '';
      for (let at = 0; at < bytes.length; at += 8192)
        text += String.fromCharCode(...bytes.subarray(at, at + 8192));
      return { $: 'bytes', v: btoa(text) };
    }
    if (open.has(item)) throw new Error('standin: a circular value is not supported');
    open.add(item);
    const copy = Array.isArray(item)
      ? item.map(walk)
      : item instanceof Map
        ? { $: 'map', v: [...item].map(([key, held]) => [walk(key), walk(held)]) }
        : item instanceof Set
          ? { $: 'set', v: [...item].map(walk) }
          : { $: 'object', v: Object.entries(item).map(([key, held]) => [key, walk(held)]) };
    open.delete(item);
    return copy;
  };
  return JSON.stringify(walk(value));
}

/** The other way. */
export function decode(text) {
  const walk = (item) => {
    if (Array.isArray(item)) return item.map(walk);
    if (item === null || typeof item !== 'object') return item;
    if (item.$ === 'undefined') return undefined;
    if (item.$ === 'number') return Number(item.v);
    if (item.$ === 'bigint') return BigInt(item.v);
    if (item.$ === 'date') return new Date(item.v);
    if (item.$ === 'error') return new Error(item.v);
    if (item.$ === 'bytes') return Uint8Array.from(atob(item.v), (letter) => letter.charCodeAt(0));
    if (item.$ === 'map') return new Map(item.v.map(([key, held]) => [walk(key), walk(held)]));
    if (item.$ === 'set') return new Set(item.v.map(walk));
    return Object.fromEntries(item.v.map(([key, held]) => [key, walk(held)]));
  };
  return walk(JSON.parse(text));
}
