import { describe, expect, it } from 'vitest';
import { cellsOf, textOfBlock } from '../../../../../renderer/records/paste/block.ts';
import { openText } from '../../../../../renderer/records/import/readers/text.ts';
import { defaultLimits } from '../../../../../renderer/records/import/readers/port.ts';

describe('a copied block', () => {
  it('is cut as WPS writes it: tabs, CRLF, doubled quotes, a line break inside a cell, ragged rows', () => {
    expect(cellsOf('工号\t姓名\t备注\r\n00123\t甲测试\t"一行\n""两""行"\r\n\r\n00124\t乙\r\n')).toEqual([
      ['工号', '姓名', '备注'],
      ['00123', '甲测试', '一行\n"两"行'],
      ['00124', '乙', ''],
    ]);
    expect(cellsOf('甲"线\t5" 管\n')).toEqual([['甲"线', '5" 管']]);
    expect(cellsOf('a\t\n')).toEqual([['a', '']]);
    expect(cellsOf(' \r\n\t\r\n')).toEqual([]);
  });

  it('comes out of the import’s reader as it went in, commas, quotes and line numbers too', async () => {
    const block = [
      ['姓名', '地址', '工号'],
      ['甲', '一路,二号,三室,四楼', '5"'],
      ['', '', ''],
      ['乙', 'a,b,c,d,e', '00123'],
    ];
    const source = await openText(new Blob([textOfBlock(block)]), defaultLimits);
    const rows: unknown[] = [];
    for await (const batch of source.rows(0))
      for (const row of batch) rows.push([row.number, ...row.cells.map((cell) => cell.text)]);
    expect(rows).toEqual([
      [1, '姓名', '地址', '工号'],
      [2, '甲', '一路,二号,三室,四楼', '5"'],
      [4, '乙', 'a,b,c,d,e', '00123'],
    ]);
  });
});
