import { IconAlertTriangle, IconCheck, IconPlayerPause, IconPlayerSkipForward } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/useText';
import { Chip, type Tone } from '../parts/Chip';
import type { Run } from './queries';

const looks: Record<string, { tone: Tone; icon: ReactNode }> = {
  ok: { tone: 'ok', icon: <IconCheck size={14} stroke={1.6} aria-hidden /> },
  failed: { tone: 'bad', icon: <IconAlertTriangle size={14} stroke={1.6} aria-hidden /> },
  stopped: { tone: 'warn', icon: <IconPlayerPause size={14} stroke={1.6} aria-hidden /> },
  missed: { tone: 'neutral', icon: <IconPlayerSkipForward size={14} stroke={1.6} aria-hidden /> },
};

/** How a run ended, in a word, a shape and a colour. */
export function ResultChip({ run }: { run: Run }) {
  const { t } = useText();
  return <Chip {...looks[run.result]}>{t(`jobs.result.${run.result}`)}</Chip>;
}
