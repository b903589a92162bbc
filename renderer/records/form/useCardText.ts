import { useState } from 'react';
import type { ClipboardEvent, KeyboardEvent, SyntheticEvent } from 'react';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import { isEmpty } from '../../../domain/records/validate.ts';
import { cardFields, isCardText } from './cardText.ts';
import { boxId, enterGoesOn } from './formKeys.ts';

interface CardText {
  /** What the last card filled, in words. */
  readonly notice: string | undefined;
  readonly handlers: {
    onPaste(event: ClipboardEvent): void;
    onKeyDownCapture(event: KeyboardEvent<HTMLElement>): void;
    onBlurCapture(event: SyntheticEvent): void;
  };
}

/**
 * Readers of identity cards type like a keyboard and end with Enter (K56); a chat gives the same as text. More than a
 * number in the number's box, or pasted anywhere, fills the boxes it names; one that holds something else is left.
 */
export function useCardText(
  definition: RecordDefinition,
  readOnly: boolean,
  valueOf: (key: string) => FieldValue | undefined,
  fill: (key: string, value: FieldValue) => void,
): CardText {
  const [notice, setNotice] = useState<string>();
  const { fields } = definition;
  const numberBoxes = Object.keys(fields).filter((key) => fields[key]?.kind === 'idNumber');
  const take = (text: string, isTyped: boolean): boolean => {
    if (readOnly || !isCardText(text)) return false;
    const said = Object.entries(cardFields(definition, text));
    if (said.length === 0) return false;
    const done: string[] = [];
    const left: string[] = [];
    for (const [key, value] of said) {
      const label = fields[key]?.label ?? key;
      const before = valueOf(key);
      const own = isTyped && numberBoxes.includes(key);
      if (own || isEmpty(before)) {
        fill(key, value);
        done.push(label);
      } else if (before !== value) left.push(label);
    }
    const kept = left.length === 0 ? '' : `${left.join('、')}原来有内容，和证件上的不一样，没有改，请核对。`;
    setNotice(`${done.length === 0 ? '' : `按证件填了${done.join('、')}。`}${kept}还没有保存。`);
    return true;
  };
  const takeTyped = (target: EventTarget): void => {
    const box = target instanceof HTMLInputElement ? target : undefined;
    if (box !== undefined && numberBoxes.some((key) => boxId(key) === box.id)) take(box.value, true);
  };
  return {
    notice,
    handlers: {
      onPaste(event) {
        if (take(event.clipboardData.getData('text/plain'), false)) event.preventDefault();
      },
      onKeyDownCapture(event) {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) takeTyped(event.target);
        enterGoesOn(event);
      },
      onBlurCapture(event) {
        takeTyped(event.target);
      },
    },
  };
}
