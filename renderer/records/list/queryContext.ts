import { createContext } from 'react';
import type { Query } from '../../store/index/port.ts';

/** What the list asks now, for an open funnel; the closed ones beside it need not be drawn again at every key. */
export const QueryContext = createContext<Query | undefined>(undefined);
