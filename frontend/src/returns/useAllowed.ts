import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';

const hour = 3600;
const day = 24 * hour;

/** Says how long is all right: 限 8h, 限 7 天. */
export function useAllowed(): (seconds: number) => string {
  const { t } = useText();
  const { length } = useFormat();
  return (seconds) =>
    t('returns.limit', {
      time:
        seconds < day && seconds % hour === 0
          ? t('returns.hours', { hours: seconds / hour })
          : length(seconds),
    });
}
