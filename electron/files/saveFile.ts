import type { BrowserWindow, Dialog, FileFilter } from 'electron';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { FileKind, HostFailure } from '../../renderer/host/host.ts';
import { writeAtomically } from './atomic.ts';
import { fileFailure } from './failure.ts';

/** What the page hands over, and what the shell makes of the page itself. */
type SavedKind = FileKind | 'pdf';

const filters: Readonly<Record<SavedKind, FileFilter>> = {
  xlsx: { name: 'Excel 表格', extensions: ['xlsx'] },
  backup: { name: '台账备份', extensions: ['ghbackup'] },
  text: { name: '文本', extensions: ['txt', 'csv'] },
  pdf: { name: 'PDF 文件', extensions: ['pdf'] },
};

interface SaveRequest {
  readonly suggestedName: string;
  readonly bytes: Uint8Array;
  readonly kind: SavedKind;
}

/** Lets the person choose a place and writes there whole or not at all; false when the person cancels. */
export async function saveWithDialog(
  dialog: Pick<Dialog, 'showSaveDialog'>,
  window: BrowserWindow | undefined,
  request: SaveRequest,
): Promise<Result<boolean, HostFailure>> {
  const options = { title: '保存文件', defaultPath: request.suggestedName, filters: [filters[request.kind]] };
  const chosen = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  if (chosen.canceled || chosen.filePath === '') return ok(false);
  try {
    await writeAtomically(chosen.filePath, request.bytes);
    return ok(true);
  } catch (error) {
    return { ok: false, error: fileFailure(error) };
  }
}
