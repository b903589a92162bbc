/**
 * What a sandboxed preload finds around it: `require` that knows electron and nothing else. Members that are not
 * implemented throw, so that the shell cannot come to rely on what nobody checks.
 */
export function runPreload(bundle, peer, codec, binding) {
  const waiting = new Map();
  const listeners = new Map();
  let counter = 0;

  const strict = (name, object) =>
    new Proxy(object, {
      get(target, member) {
        if (member in target) return target[member];
        throw new Error(`standin: electron.${name}.${String(member)} is not implemented`);
      },
    });

  const ipcRenderer = strict('ipcRenderer', {
    invoke(channel, ...args) {
      const id = (counter += 1);
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        binding(JSON.stringify({ id, channel, args: codec.encode(args) }));
      });
    },
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    removeListener(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((kept) => kept !== listener),
      );
    },
  });

  globalThis.__standinReply = (id, good, text) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (good) resolve(codec.decode(text));
    else reject(new Error(text));
  };
  globalThis.__standinEvent = (channel, text) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, ...codec.decode(text));
  };

  const contextBridge = strict('contextBridge', { exposeInMainWorld: (name, api) => peer.expose(name, api) });
  const electron = strict('preload', { ipcRenderer, contextBridge });
  const require = (name) => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`standin: a sandboxed preload cannot require ${name}`);
  };
  bundle(
    require,
    { exports: {} },
    {},
    Object.freeze({ type: 'renderer', sandboxed: true, contextIsolated: true }),
  );
}
