import { compartments } from '../../../domain/access.ts';
import type { Host } from '../../host/host.ts';
import { base64url, fromBase64url } from '../keys/bytes.ts';
import type { KeySession } from '../keys/port.ts';
import { parseJson } from '../units/codec.ts';
import { frame, unframe } from '../units/frame.ts';
import { bytesOf } from './meta.ts';
import type { DraftAct } from './stored.ts';

/**
 * Typed text that the browser's disk had no room for (R27): drafts in a host file outside the profile, each encrypted
 * in its record's compartment. Others' entries are carried along as they lie there.
 */
export interface EmergencyDrafts {
  find(type: string, id: string): Promise<DraftAct | undefined>;
  /** False when the host has no room either. */
  put(box: string, draft: DraftAct): Promise<boolean>;
  drop(type: string, id: string): Promise<void>;
}

interface Sealed {
  readonly box: string;
  readonly bytes: string;
}

/** A few unfinished forms, not an archive: the oldest give way. */
const most = 20;
const place = 'emergency';
/** Hides how much was typed (R22). */
const step = 1024;

interface Loaded {
  readonly own: { readonly box: string; readonly draft: DraftAct }[];
  readonly foreign: readonly Sealed[];
}

/** What an earlier session could not store, read when first asked for. A damaged file is an empty one. */
export function createEmergency(host: Host, session: KeySession): EmergencyDrafts {
  let reading: Promise<Loaded> | undefined;
  const loaded = (): Promise<Loaded> => (reading ??= load(host, session));
  const isOf = (type: string, id: string) => (one: { readonly draft: DraftAct }) =>
    one.draft.type === type && one.draft.id === id;

  async function write({ own, foreign }: Loaded): Promise<boolean> {
    const mine = await Promise.all(own.slice(-most).map((one) => sealedDraft(session, one)));
    const drafts = [...foreign, ...mine.filter((one) => one !== undefined)];
    const written = await host.writeFile('emergency', bytesOf({ v: 1, drafts }));
    return written.ok;
  }

  return {
    find: async (type, id) => (await loaded()).own.findLast(isOf(type, id))?.draft,
    async put(box, draft) {
      const drafts = await loaded();
      const { own } = drafts;
      const at = own.findIndex(isOf(draft.type, draft.id));
      if (at >= 0) own.splice(at, 1);
      own.push({ box, draft });
      return write(drafts);
    },
    async drop(type, id) {
      const drafts = await loaded();
      const { own } = drafts;
      const at = own.findIndex(isOf(type, id));
      if (at < 0) return;
      own.splice(at, 1);
      // If the file cannot be written now, the draft is offered once more: nothing is lost by that.
      await write(drafts);
    },
  };
}

async function load(host: Host, session: KeySession): Promise<Loaded> {
  const own: Loaded['own'] = [];
  const foreign: Sealed[] = [];
  for (const sealed of await readFile(host)) {
    const draft = await opened(session, sealed);
    if (draft === undefined) foreign.push(sealed);
    else own.push({ box: sealed.box, draft });
  }
  return { own, foreign };
}

async function readFile(host: Host): Promise<readonly Sealed[]> {
  const bytes = await host.readFile('emergency');
  const file = bytes === undefined ? undefined : parseJson(bytes);
  if (typeof file !== 'object' || file === null || !('drafts' in file) || !Array.isArray(file.drafts))
    return [];
  return file.drafts.filter(
    (one: unknown): one is Sealed =>
      typeof one === 'object' &&
      one !== null &&
      'box' in one &&
      typeof one.box === 'string' &&
      'bytes' in one &&
      typeof one.bytes === 'string',
  );
}

async function opened(session: KeySession, sealed: Sealed): Promise<DraftAct | undefined> {
  const box = compartments.find((one) => one === sealed.box && session.compartments.includes(one));
  const bytes = fromBase64url(sealed.bytes);
  if (box === undefined || bytes === undefined) return undefined;
  const framed = await session.decrypt(box, bytes, place);
  const plain = framed === undefined ? undefined : unframe(framed);
  return plain === undefined ? undefined : (parseJson(plain) as DraftAct | undefined);
}

async function sealedDraft(
  session: KeySession,
  one: { readonly box: string; readonly draft: DraftAct },
): Promise<Sealed | undefined> {
  const box = compartments.find((each) => each === one.box);
  if (box === undefined) return undefined;
  return { box, bytes: base64url(await session.encrypt(box, frame(bytesOf(one.draft), step), place)) };
}
