type Runtime = { LogError?: (text: string) => void };

/** Writes a fault of the window itself to the program's log, where support finds it; without personal details. */
export function logFault(error: unknown, where: string) {
  const text =
    error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error);
  (window as unknown as { runtime?: Runtime }).runtime?.LogError?.(`window: ${where}: ${text}`);
}
