import { filledFormat, isColour, struckFormat } from './marks.ts';

/** What a web page says of how a row or a cell looks, as far as it means something to a roster. */
export interface Look {
  /** Bits of marks.ts. */
  readonly marks: number;
  readonly isHidden: boolean;
}

const longestStyle = 4096;
const plain: Look = { marks: 0, isHidden: false };

/** Reads `style`, `bgcolor` and `class` of tags; knows the classes of the page's own style sheets. */
export class PageLooks {
  private readonly classes = new Map<string, Look>();
  private readonly known = new Map<string, Look>();

  /** The inside of a `<style>`: only rules for classes, which is how spreadsheet programs write cell formats. */
  learn(sheet: string): void {
    for (const rule of sheet.split('}')) {
      const brace = rule.lastIndexOf('{');
      if (brace < 0) continue;
      const look = lookOf(rule.slice(brace + 1));
      for (const selector of rule.slice(Math.max(0, brace - longestStyle), brace).split(',')) {
        const name = /\.([\w-]{1,80})\s*$/.exec(selector)?.[1];
        if (name !== undefined && this.classes.size < 65_536) this.classes.set(name.toLowerCase(), look);
      }
    }
  }

  of(source: string): Look {
    if (!/style|bgcolor|class/i.test(source)) return plain;
    const known = this.known.get(source);
    if (known) return known;
    const look = this.read(source);
    if (this.known.size < 4096) this.known.set(source, look);
    return look;
  }

  private read(source: string): Look {
    const named = (pageAttribute(source, 'class') ?? '').toLowerCase().split(/\s+/);
    const looks = named.flatMap((name) => this.classes.get(name) ?? []);
    const own = lookOf(pageAttribute(source, 'style') ?? '');
    const isFilled = isColour(pageAttribute(source, 'bgcolor') ?? '');
    return {
      marks: looks.reduce((sum, { marks }) => sum | marks, own.marks | (isFilled ? filledFormat : 0)),
      isHidden: own.isHidden || looks.some(({ isHidden }) => isHidden),
    };
  }
}

function lookOf(declarations: string): Look {
  const text = declarations.slice(0, longestStyle);
  let marks = 0;
  let isHidden = false;
  for (const declaration of text.split(';')) {
    const colon = declaration.indexOf(':');
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (property.startsWith('text-decoration') && /line-through/i.test(value)) marks |= struckFormat;
    if (property === 'background' || property === 'background-color') {
      const colour = /^(rgba?\([^)]*\)|[^\s]+)/i.exec(value)?.[0] ?? '';
      if (isColour(colour) && !/^url/i.test(colour)) marks |= filledFormat;
    }
    if (property === 'display' && /^none/i.test(value)) isHidden = true;
  }
  return { marks, isHidden };
}

const patterns = new Map<string, RegExp>();

/** Value of one attribute, as web pages write them: any case, quoted or not. */
export function pageAttribute(source: string, name: string): string | undefined {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`[\\s"']${name}\\s?=\\s?(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i');
    patterns.set(name, pattern);
  }
  const match = pattern.exec(source);
  return match ? (match[1] ?? match[2] ?? match[3] ?? '') : undefined;
}
