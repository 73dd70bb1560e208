import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds the window and the binary that serves it, unless MENDESK names one that is built already. */
export default function setup() {
  if (process.env.MENDESK) return;
  const root = join(import.meta.dirname, '../..');
  for (const script of ['build/frontend.sh', 'build/server.sh']) {
    execFileSync(join(root, script), { cwd: root, stdio: 'inherit' });
  }
}
