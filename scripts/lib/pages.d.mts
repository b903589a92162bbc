export function servePages(
  root: string,
  port: number,
): Promise<{ readonly url: string; close(): Promise<void> }>;
