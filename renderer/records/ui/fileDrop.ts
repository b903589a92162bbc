import { useEffect, useRef } from 'react';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

function allow(event: DragEvent): void {
  if (holdsFiles(event)) event.preventDefault();
}

/** A dropped file must never be left to the browser: it would open it in place of the program, half-typed forms and all. */
export function useNoStrayFiles(): void {
  useEffect(() => {
    window.addEventListener('dragover', allow);
    window.addEventListener('drop', allow);
    return () => {
      window.removeEventListener('dragover', allow);
      window.removeEventListener('drop', allow);
    };
  }, []);
}

/** A file dropped anywhere on this screen, unless a sheet of the screen has taken it itself. */
export function useFileDrop(onFile: ((file: File) => void) | undefined): void {
  const latest = useRef(onFile);
  useEffect(() => {
    latest.current = onFile;
  });
  useEffect(() => {
    const drop = (event: DragEvent): void => {
      const file = event.dataTransfer?.files[0];
      if (event.defaultPrevented || file === undefined || latest.current === undefined) return;
      event.preventDefault();
      latest.current(file);
    };
    // On the document: React's own listeners, on the root inside it, have their turn first.
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('drop', drop);
    };
  }, []);
}
